// Draws the map onto its canvas: dots, names of regions and of films, and what is pointed at.

const TITLES_BELOW = 45; // so many films in sight have their titles shown
const SOME_BELOW = 600; // of so many, once the map is zoomed in, those whose titles cover no other dot
const ZOOMED = 1.4;
const HIGH = 10; // half the height of a label, in pixels
const SHARE = 0.3; // of the room that a film has, taken by its dot's radius

export class Drawing {
  constructor(canvas, view, films) {
    Object.assign(this, { canvas, view, films, context: canvas.getContext("2d"), sprites: new Map() });
    this.passes = null; // Uint8Array, or null where all films pass
  }

  colour(scheme, style) {
    Object.assign(this, { scheme, style });
    this.sprites.clear();
  }

  // Under the buttons over the canvas nobody could read a label.
  keepFree(buttons) {
    const { left, top } = this.canvas.getBoundingClientRect();
    const over = buttons.getBoundingClientRect();
    this.buttons = [over.left - left, over.top - top, over.right - left, over.bottom - top];
  }

  // `state`: selected (place of a film or -1), landing ({x, y, places} or null).
  draw(state) {
    const { context, view, canvas } = this;
    const ratio = canvas.width / view.width;
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.clearRect(0, 0, view.width, view.height);
    const seen = this.dots(state.landing);
    if (state.landing) this.landing(state.landing);
    if (state.selected >= 0) this.ring(state.selected, 4);
    this.taken = [this.buttons];
    if (seen.length <= TITLES_BELOW) return this.titles(seen);
    this.regions();
    if (seen.length > SOME_BELOW || view.zoomed < ZOOMED) return;
    this.taken.push(...seen.map((place) => this.boxOf(place)));
    this.titles(seen);
  }

  get radius() {
    const { width, height, zoomed } = this.view;
    const base = (Math.min(width, height) / Math.sqrt(this.films.ids.length)) * SHARE;
    return Math.min(9, Math.min(4.5, Math.max(1.2, base)) * Math.sqrt(zoomed));
  }

  dots(landing) {
    const { context, view, films, passes, scheme } = this;
    const radius = this.radius;
    const seen = [];
    const faint = this.sprite(this.style.line, radius * 0.7);
    const sprites = scheme.colours.map((colour) => this.sprite(colour, radius));
    const { scale, left, top, width, height } = view;
    const ratio = this.canvas.width / width;
    context.globalAlpha = landing ? 0.55 : 1;
    // Whole pixels of the screen, unscaled: the copies then need no smoothing.
    context.setTransform(1, 0, 0, 1, 0, 0);
    for (const passing of passes ? [0, 1] : [1]) {
      for (let place = 0; place < films.x.length; place++) {
        const x = (films.x[place] - left) * scale;
        const y = (films.y[place] - top) * scale;
        if (x < -9 || y < -9 || x > width + 9 || y > height + 9) continue;
        if (passes && passes[place] !== passing) continue;
        const sprite = passing ? sprites[scheme.group[place]] : faint;
        context.drawImage(sprite, Math.round(x * ratio - sprite.width / 2), Math.round(y * ratio - sprite.width / 2));
        if (passing) seen.push(place);
      }
    }
    context.globalAlpha = 1;
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    return seen;
  }

  // A dot drawn once, to be copied: many times quicker than ten thousand arcs.
  sprite(colour, radius) {
    const ratio = this.canvas.width / this.view.width;
    const key = `${colour} ${radius.toFixed(1)} ${ratio}`;
    if (!this.sprites.has(key)) {
      if (this.sprites.size > 200) this.sprites.clear();
      const half = Math.ceil(radius + 1);
      const image = document.createElement("canvas");
      image.width = image.height = 2 * half * ratio;
      const context = image.getContext("2d");
      context.scale(ratio, ratio);
      context.fillStyle = colour;
      context.arc(half, half, radius, 0, 2 * Math.PI);
      context.fill();
      this.sprites.set(key, image);
    }
    return this.sprites.get(key);
  }

  ring(place, width) {
    const { context, view, films, style } = this;
    context.beginPath();
    context.arc(...view.toScreen(films.x[place], films.y[place]), this.radius + width, 0, 2 * Math.PI);
    context.lineWidth = 3;
    context.strokeStyle = style.ink;
    context.stroke();
  }

  landing({ x, y, places }) {
    const { context, view, films, style } = this;
    const [px, py] = view.toScreen(x, y);
    context.lineWidth = 1.5;
    context.strokeStyle = style.link;
    context.beginPath();
    for (const place of places) {
      context.moveTo(px, py);
      context.lineTo(...view.toScreen(films.x[place], films.y[place]));
    }
    context.stroke();
    for (const place of places) this.ring(place, 2);
    context.beginPath();
    for (let corner = 0; corner < 10; corner++) {
      const [angle, reach] = [(corner * Math.PI) / 5 - Math.PI / 2, corner % 2 ? 6 : 14];
      context.lineTo(px + Math.cos(angle) * reach, py + Math.sin(angle) * reach);
    }
    context.closePath();
    context.lineWidth = 2;
    context.fillStyle = style.amber;
    context.strokeStyle = style.ink;
    context.fill();
    context.stroke();
  }

  regions() {
    this.context.font = `700 14px ${this.style.font}`;
    for (const [name, x, y] of this.films.regions) if (name) this.label(name, ...this.view.toScreen(x, y));
  }

  titles(seen) {
    this.context.font = `13px ${this.style.font}`;
    for (const place of seen) {
      const [x, y] = this.view.toScreen(this.films.x[place], this.films.y[place]);
      const title = this.films.titles[place];
      const short = title.length > 30 ? `${title.slice(0, 29)}…` : title;
      this.label(short, x, y - this.radius - 11) || this.label(short, x, y + this.radius + 11);
    }
  }

  boxOf(place) {
    const [x, y] = this.view.toScreen(this.films.x[place], this.films.y[place]);
    return [x - this.radius, y - this.radius, x + this.radius, y + this.radius];
  }

  // Written, and true, only where no earlier label stands; one that would be cut is moved in whole.
  label(text, x, y) {
    const { context, view, style } = this;
    const half = context.measureText(text).width / 2 + 4;
    if (half * 2 > view.width) return false;
    if (x < -half || x > view.width + half || y < -HIGH || y > view.height + HIGH) return false;
    const middle = Math.min(view.width - half, Math.max(half, x));
    const line = Math.min(view.height - HIGH, Math.max(HIGH, y));
    const box = [middle - half, line - HIGH, middle + half, line + HIGH];
    const clash = ([l, t, r, b]) => box[0] < r && box[2] > l && box[1] < b && box[3] > t;
    if (this.taken.some(clash)) return false;
    this.taken.push(box);
    context.textAlign = "center";
    context.textBaseline = "middle";
    context.lineJoin = "round";
    context.lineWidth = 4;
    context.strokeStyle = style.card;
    context.strokeText(text, middle, line);
    context.fillStyle = style.ink;
    context.fillText(text, middle, line);
    return true;
  }
}
