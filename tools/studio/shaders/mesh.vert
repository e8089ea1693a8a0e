#version 430
uniform mat4 vp;        // world to clip
uniform mat4 light_vp;  // world to the light's clip space
in vec3 pos;
in vec3 nrm;
in vec3 rest;  // place on the resting body: what a surface looks like does not move with it
in float cut;  // below 0 the surface is not drawn
invariant gl_Position;
out vec3 P;
out vec3 N;
out vec3 R;
out float C;
out vec4 L;
void main() {
  P = pos;
  N = nrm;
  R = rest;
  C = cut;
  L = light_vp * vec4(pos, 1);
  gl_Position = vp * vec4(pos, 1);
}
