#version 430
// Only depth; what clothes cut away is not there.
in float C;
void main() {
  if (C < 0) discard;
}
