#version 430
// Every visible surface. Its material is defined here (SKIN, CLOTH, ...), one program for each:
// a software renderer runs all branches of a shader.
//MATERIAL
uniform sampler3D vol;  // value noise, 4 texels per unit in .r, several octaves of it in .g
float noise(vec3 p) { return texture(vol, p * (1. / 16.)).r; }
float fbm(vec3 p) { return texture(vol, p * (1. / 16.)).g; }
float hash2(vec2 p) { return fract(52.9829189 * fract(dot(p, vec2(.06711056, .00583715)))); }

uniform vec3 color;
uniform vec3 color2;
uniform vec3 eye;
uniform vec3 light;
uniform vec3 sun;
uniform vec3 sky;
uniform vec3 ground;
uniform vec3 fill_dir;
uniform float exposure;
uniform vec3 eye_l;  // the left eye, the mouth and the left ear of the resting body
uniform vec3 mouth;
uniform vec3 ear;
uniform vec2 size;
uniform sampler2D shadow;
uniform sampler2D ao;
in vec3 P;
in vec3 N;
in vec3 R;
in float C;
in vec4 L;
out vec4 o;

// The share of the light that is not shadowed: eight taps, turned from pixel to pixel.
float lit(vec3 n) {
  vec3 s = L.xyz / L.w * .5 + .5;
  float b = s.z - .0016 - .003 * (1 - max(dot(n, light), 0));
  float a = hash2(gl_FragCoord.xy) * 6.2832;
  vec2 e = vec2(cos(a), sin(a)) * .009, f = vec2(-e.y, e.x);
#define TAP(x, y) step(b, texture(shadow, s.xy + x * e + y * f).r)
  return (TAP(.35, 0) + TAP(-.26, .24) + TAP(.05, -.61) + TAP(.43, .56) + TAP(-.79, -.14) +
          TAP(.67, -.53) + TAP(-.21, .94) + TAP(-.5, -.8)) / 8;
}

float spot(vec2 p, float lo, float hi) { return 1 - smoothstep(lo, hi, length(p)); }

void main() {
  if (C < 0) discard;
  vec3 n = normalize(N), V = normalize(eye - P);
  if (!gl_FrontFacing) n = -n;
  vec3 c = color;
  float gloss = 0, shine = 20, wrap = 0;
#if defined(SKIN)  // with a painted face
  c *= .88 + .22 * fbm(R * 38) + .12 * (fbm(R * 9) - .5);
  wrap = .28;
  gloss = .06;
  shine = 18;
  vec3 e = vec3(abs(R.x), R.yz) - eye_l, m = R - mouth;
  float face = step(ear.z + .03, R.z) * step(mouth.y - .05, R.y);
  vec2 brow = vec2((e.x - .004) / .024, (e.y - .0235 + .12 * abs(e.x - .004)) / .0060);
  c = mix(c, color2, .85 * spot(brow, .6, 1.) * face);
  c = mix(c, c * vec3(.50, .38, .36), .7 * face * spot(vec2(e.x / .022, e.y / .0105), .5, 1.));
  c = mix(c, c * vec3(.72, .42, .42), .8 * face * spot(vec2(m.x / .026, m.y / .009), .6, 1.));
  c = mix(c, c * .4, .7 * face * spot(vec2(m.x / .025, m.y / .0015), .4, 1.));
#elif defined(CLOTH)  // its folds are in the mesh; color2 are stripes, if it is not black
  c = mix(c, color2, step(.001, dot(color2, color2)) * step(.5, fract(R.y * 14)));
  c *= .90 + .12 * noise(R * 420) + .16 * (fbm(R * 17) - .45);
  c *= mix(.72, 1., smoothstep(.0, .010, C));
#elif defined(HAIR)
  c *= .55 + .75 * noise(vec3(R.x * 260, R.y * 60, R.z * 120));
  gloss = .10;
  shine = 24;
#elif defined(EYE)
  vec3 e = vec3(abs(R.x), R.yz) - eye_l;
  float r = length(e.xy);
  c = mix(color2, c, smoothstep(.0055, .0068, r));
  c = mix(vec3(.02), c, smoothstep(.0022, .003, r));
  gloss = .5;
  shine = 80;
#elif defined(LAMINATE)
  float row = floor(P.z / .16), x = P.x + .61 * row;
  float id = hash2(vec2(floor(x / 1.2) * 7., row * 13.));
  c *= .62 + .30 * id + .45 * fbm(vec3(P.x * 1.6 + id * 40, P.z * 34, id * 9));
  float fx = abs(fract(x / 1.2) - .5) * 1.2, fz = abs(fract(P.z / .16) - .5) * .16;
  c *= 1 - .45 * smoothstep(.0765, .080, fz) - .45 * smoothstep(.597, .600, fx);
  gloss = .10;
  shine = 30;
#elif defined(TILES)
  vec2 tile = abs(fract(P.xz / .33) - .5) * .33;
  c *= .85 + .14 * hash2(floor(P.xz / .33) * vec2(7, 13)) + .12 * (fbm(P * 6) - .5);
  c *= 1 - .35 * smoothstep(.160, .163, max(tile.x, tile.y));
  gloss = .12;
  shine = 40;
#elif defined(WALL)
  c *= .95 + .08 * fbm(P * 5) + .03 * noise(P * 160);
#elif defined(FABRIC)  // mat and carpet
  c *= .90 + .16 * noise(P * 300) + .06 * fbm(P * 12);
#else
  c *= .92 + .14 * fbm(P * 14);
  gloss = .05;
#endif
  float occ = texture(ao, gl_FragCoord.xy / size).r;
  float nl = dot(n, light), k = max((nl + wrap) / (1 + wrap), 0), sh = lit(n);
  vec3 direct = sun * k * sh;
#if defined(SKIN)
  direct *= mix(vec3(1., .62, .5), vec3(1), smoothstep(.0, .45, k));
#endif
  vec3 around = mix(ground, sky, n.y * .5 + .5) +
                .22 * max(dot(n, fill_dir), 0) * vec3(1., .97, .93);
  vec3 col = c * (direct + occ * around);
#if defined(HAIR)
  vec3 sheen = color * 2;
#else
  vec3 sheen = vec3(1);
#endif
  if (gloss > 0) col += sun * gloss * sh * pow(max(dot(n, normalize(light + V)), 0), shine) * sheen;
  col *= exposure;
  col = (col * (2.51 * col + .03)) / (col * (2.43 * col + .59) + .14);
  o = vec4(sqrt(clamp(col, 0, 1)), 1);
}
