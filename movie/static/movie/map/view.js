// Which part of the map is seen: the map's own units run from 0 to 10,000, the screen's are pixels.

export const SIZE = 10000;
const MARGIN = 28;
const NEAREST = 60;

export class View {
  constructor() {
    this.width = this.height = 1;
    this.scale = 1; // pixels a unit
    this.left = this.top = 0; // the unit in the corner
  }

  resize(width, height) {
    const centre = this.toMap(this.width / 2, this.height / 2);
    const zoomed = this.scale / this.whole;
    [this.width, this.height] = [width, height];
    this.scale = this.whole * zoomed;
    this.centre(...centre);
  }

  get whole() {
    return Math.max(0.001, (Math.min(this.width, this.height) - 2 * MARGIN) / SIZE);
  }

  get zoomed() {
    return this.scale / this.whole;
  }

  showAll() {
    this.scale = this.whole;
    this.centre(SIZE / 2, SIZE / 2);
  }

  centre(x, y) {
    this.left = x - this.width / 2 / this.scale;
    this.top = y - this.height / 2 / this.scale;
  }

  toMap(px, py) {
    return [this.left + px / this.scale, this.top + py / this.scale];
  }

  toScreen(x, y) {
    return [(x - this.left) * this.scale, (y - this.top) * this.scale];
  }

  pan(dx, dy) {
    const half = [this.width / 2 / this.scale, this.height / 2 / this.scale];
    const [x, y] = [this.left + half[0] - dx / this.scale, this.top + half[1] - dy / this.scale];
    this.centre(Math.min(SIZE, Math.max(0, x)), Math.min(SIZE, Math.max(0, y)));
  }

  // Zooms, the point under (px, py) staying where it is.
  zoom(factor, px = this.width / 2, py = this.height / 2) {
    const [x, y] = this.toMap(px, py);
    this.scale = Math.min(this.whole * NEAREST, Math.max(this.whole * 0.7, this.scale * factor));
    this.left = x - px / this.scale;
    this.top = y - py / this.scale;
  }

  // Moves so that these points, columns of x and y, fill the window.
  frame(xs, ys) {
    const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
    const room = Math.min(this.width / (right - left || 1), this.height / (bottom - top || 1)) * 0.75;
    this.scale = Math.min(this.whole * 12, Math.max(this.whole, room));
    this.centre((left + right) / 2, (top + bottom) / 2);
  }
}
