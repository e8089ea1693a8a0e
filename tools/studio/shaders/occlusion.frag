#version 430
// How much of the sky a point sees: ten samples on a spiral around it.
uniform sampler2D g;
uniform vec2 tanfov;
uniform float radius;
in vec2 uv;
out float o;
vec3 view_point(vec2 t, float z) { return vec3((t * 2 - 1) * tanfov * z, -z); }
void main() {
  vec4 s = texture(g, uv);
  if (s.w <= 0) {
    o = 1;
    return;
  }
  vec3 p = view_point(uv, s.w), n = s.xyz;
  float start = fract(52.98 * fract(dot(gl_FragCoord.xy, vec2(.0671, .00584)))) * 6.2832;
  float hidden = 0;
  const int K = 10;
  for (int i = 0; i < K; i++) {
    float r = sqrt((i + .5) / K), angle = start + i * 2.39996;
    vec2 d = vec2(cos(angle), sin(angle)) * r * radius / (s.w * tanfov) * .5;
    vec4 q = texture(g, uv + d);
    vec3 v = view_point(uv + d, q.w) - p;
    float l = length(v) + 1e-4;
    hidden += max(dot(n, v) / l - .12, 0) * smoothstep(radius * 2.2, radius * .3, l);
  }
  o = clamp(1 - 1.9 * hidden / K, 0, 1);
}
