#version 430
// Normal and distance as the camera sees them, for ambient occlusion.
uniform mat4 view;
in vec3 P;
in vec3 N;
in float C;
out vec4 o;
void main() {
  if (C < 0) discard;
  vec3 n = normalize(mat3(view) * N);
  if (!gl_FrontFacing) n = -n;
  o = vec4(n, -(view * vec4(P, 1)).z);
}
