#version 430
// Takes the grain out of the occlusion, but not across edges.
uniform sampler2D ao;
uniform sampler2D g;
uniform vec2 px;
in vec2 uv;
out float o;
void main() {
  float z = texture(g, uv).w, sum = 0, weight = 0;
  for (int i = -1; i <= 1; i++)
    for (int j = -1; j <= 1; j++) {
      vec2 t = uv + vec2(i, j) * 1.5 * px;
      float k = 1 / (1 + 600 * pow(texture(g, t).w - z, 2));
      sum += texture(ao, t).r * k;
      weight += k;
    }
  o = sum / weight;
}
