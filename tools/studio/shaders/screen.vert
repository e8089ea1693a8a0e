#version 430
in vec2 p;
out vec2 uv;
void main() {
  uv = p * .5 + .5;
  gl_Position = vec4(p, 0, 1);
}
