// Reads the number in the corner of every picture that the camera shows, with its capture time.

(() => {
  const [BITS, SQUARE_PX, WIDTH_PX] = [12, 8, 640];
  const BELIEVABLE_MS = 1000;
  const canvas = new OffscreenCanvas(BITS * SQUARE_PX, SQUARE_PX);
  const drawing = canvas.getContext("2d", { willReadFrequently: true });
  window.stamps = [];

  function read(video) {
    const scale = video.videoWidth / WIDTH_PX;
    const { width, height } = canvas;
    drawing.drawImage(video, 0, 0, width * scale, height * scale, 0, 0, width, height);
    const { data } = drawing.getImageData(0, SQUARE_PX / 2, width, 1);
    const isSet = (bit) => data[4 * (bit + 0.5) * SQUARE_PX + 1] > 127;
    return Array.from({ length: BITS }, (_, bit) => isSet(bit) << bit).reduce((sum, bit) => sum + bit);
  }

  function follow(video) {
    video.requestVideoFrameCallback((now, { captureTime }) => {
      const isBelievable = Math.abs(now - captureTime) < BELIEVABLE_MS;
      const at_s = (performance.timeOrigin + (isBelievable ? captureTime : now)) / 1000;
      window.stamps.push({ number: read(video), at_s });
      follow(video);
    });
  }

  const begin = (event) => follow(event.composedPath()[0].querySelector(".feed"));
  document.addEventListener("coach-update", begin, { once: true });
})();
