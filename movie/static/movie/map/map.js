// The map of the catalogue. Without this script the page is a list of regions and films.

import { scheme, showLegend } from "./colours.js";
import { Drawing } from "./drawing.js";
import { listen } from "./pointing.js";
import { fold, nearestTo, nextFrom, titled } from "./seeking.js";
import { Tip } from "./tip.js";
import { View } from "./view.js";

const REACH = 14; // pixels from a dot that still point at it
const find = (selector) => document.querySelector(selector);
const stage = find("#map-stage");
if (stage) start(stage);

async function start(stage) {
  const words = Object.fromEntries(
    [...find("#map-words").content.children].map((word) => [word.dataset.word, word.textContent]),
  );
  const answer = await fetch(stage.dataset.points).catch(() => null);
  if (!answer?.ok || !find("#map").getContext?.("2d")) return; // the list is there
  const map = new FilmMap(stage, await answer.json(), words);
  map.begin();
}

class FilmMap {
  constructor(stage, films, words) {
    Object.assign(this, { stage, films, words, selected: -1, landing: null, fixed: false });
    this.canvas = find("#map");
    this.view = new View();
    this.drawing = new Drawing(this.canvas, this.view, films);
    this.tip = new Tip(find("#map-tip"), stage.dataset.film, stage.dataset.page);
    this.placeOf = new Map(films.ids.map((id, place) => [id, place]));
    this.form = find("#map-form");
  }

  begin() {
    for (const selector of ["#map-stage", "#map-colours", "#map-keys"]) find(selector).hidden = false;
    this.resize();
    this.view.showAll();
    new ResizeObserver(() => this.resize()).observe(this.stage);
    const dark = matchMedia("(prefers-color-scheme: dark)");
    dark.addEventListener("change", () => this.colour());
    this.colour();
    this.listen();
    this.filter(false);
    const { landed } = this.stage.dataset; // where the page's own wish lands
    if (landed) this.land(JSON.parse(landed));
    this.say(this.words.ready.replace("{}", this.films.ids.length));
  }

  listen() {
    listen(this.canvas, this.view, {
      moved: () => this.draw(),
      scrolled: () => this.hint(),
      point: (x, y) => this.point(this.filmAt(x, y)),
      leave: () => this.point(-1),
      forget: () => this.select(-1),
      choose: (x, y, kind) => this.choose(this.filmAt(x, y), kind),
      step: (dx, dy) => this.step(dx, dy),
      open: () => this.selected >= 0 && location.assign(this.tip.link.href),
    });
    for (const button of this.stage.querySelectorAll("[data-zoom]")) {
      button.addEventListener("click", () => {
        if (Number(button.dataset.zoom)) this.view.zoom(Number(button.dataset.zoom));
        else this.view.showAll();
        this.draw();
      });
    }
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      if (document.activeElement === this.form.elements.title) return this.showTitles(true);
      this.drop(this.form.elements.q.value);
    });
    this.form.elements.title.addEventListener("input", () => this.showTitles(false));
    for (const name of ["genre", "decade"]) this.form.elements[name].addEventListener("change", () => this.filter());
    find("#id_colours").addEventListener("change", () => this.colour());
    this.canvas.addEventListener("dragover", (event) => event.preventDefault());
    this.canvas.addEventListener("drop", (event) => {
      event.preventDefault();
      this.form.elements.q.value = event.dataTransfer.getData("text/plain");
      this.drop(this.form.elements.q.value);
    });
  }

  resize() {
    const { width, height } = this.canvas.getBoundingClientRect();
    const ratio = Math.min(2, devicePixelRatio || 1);
    const [across, down] = [Math.round(width * ratio), Math.round(height * ratio)];
    // A canvas that is given its own size is emptied all the same.
    if (!width || (across === this.canvas.width && down === this.canvas.height)) return;
    [this.canvas.width, this.canvas.height] = [across, down];
    this.view.resize(width, height);
    this.drawing.keepFree(find(".zoom"));
    if (this.drawing.scheme) this.draw();
  }

  colour() {
    const style = getComputedStyle(this.stage);
    const take = (name) => style.getPropertyValue(`--${name}`).trim();
    const named = { ink: take("ink"), card: take("card"), link: take("link"), amber: take("amber"), line: take("line") };
    const dark = matchMedia("(prefers-color-scheme: dark)").matches;
    const colours = scheme(this.films, find("#id_colours").value, this.words, dark);
    this.drawing.colour(colours, { ...named, font: style.fontFamily });
    showLegend(find("#map-legend"), colours);
    this.draw();
  }

  // At most once a frame.
  draw() {
    this.due ??= requestAnimationFrame(() => {
      this.due = null;
      this.drawing.draw(this);
      if (this.selected >= 0) this.showTip();
    });
  }

  filmAt(px, py) {
    const { films, view, drawing } = this;
    return nearestTo(films, drawing.passes, view.toMap(px, py), (REACH + drawing.radius / 2) / view.scale);
  }

  select(place, { fixed = false, spoken = false } = {}) {
    this.fixed = fixed;
    if (place === this.selected) return;
    this.selected = place;
    this.canvas.classList.toggle("pointing", place >= 0);
    if (place < 0) this.tip.hide();
    else if (spoken) this.say([this.films.titles[place], this.films.years[place]].filter(Boolean).join(", "));
    this.draw();
  }

  // What was found by title or keyboard stays until another film is pointed at.
  point(place) {
    if (place >= 0 || !this.fixed) this.select(place);
  }

  choose(place, kind) {
    if (place < 0) return this.select(-1);
    this.select(place, { fixed: kind !== "mouse" });
    this.showTip();
    // A finger cannot hover: its first touch shows the film, the next one opens it.
    if (kind === "mouse") location.assign(this.tip.link.href);
  }

  showTip() {
    const { films, selected, view } = this;
    const at = view.toScreen(films.x[selected], films.y[selected]);
    this.tip.show(films.ids[selected], films.titles[selected], films.years[selected], at, view.width);
  }

  step(dx, dy) {
    const { films, view, drawing, selected } = this;
    const next = selected >= 0 ? nextFrom(films, drawing.passes, selected, dx, dy)
      : nearestTo(films, drawing.passes, view.toMap(view.width / 2, view.height / 2));
    if (next >= 0) this.goTo(next);
  }

  goTo(place) {
    this.select(place, { fixed: true, spoken: true });
    const [x, y] = this.view.toScreen(this.films.x[place], this.films.y[place]);
    const inside = x > 60 && y > 60 && x < this.view.width - 60 && y < this.view.height - 60;
    if (!inside) this.view.centre(this.films.x[place], this.films.y[place]);
    this.draw();
  }

  filter(spoken = true) {
    const { films, drawing } = this;
    const [genre, decade] = [this.form.elements.genre.value, this.form.elements.decade.value];
    const wanted = films.names.map((name) => fold(name) === fold(genre));
    drawing.passes = genre || decade ? new Uint8Array(films.ids.length) : null;
    let passing = films.ids.length;
    if (drawing.passes) {
      drawing.passes.set(films.ids.map((_, place) =>
        (!genre || films.genres[place].some((name) => wanted[name])) &&
        (!decade || (films.years[place] !== null && Math.floor(films.years[place] / 10) * 10 === Number(decade))) ? 1 : 0));
      passing = drawing.passes.reduce((sum, one) => sum + one, 0);
    }
    this.select(-1);
    if (spoken) this.say(this.words.shown.replace("{}", passing));
    this.draw();
  }

  showTitles(go) {
    const wanted = fold(this.form.elements.title.value.trim());
    this.folded ??= this.films.titles.map(fold);
    const found = titled(this.folded, wanted);
    const list = find("#map-titles");
    list.hidden = !wanted || go;
    list.replaceChildren(...found.map((place) => this.titleButton(place)));
    if (wanted && !found.length) list.textContent = this.words.none;
    if (go && found.length) this.fly(found[0]);
    if (wanted && !found.length) {
      list.hidden = false;
      this.say(this.words.none);
    }
  }

  titleButton(place) {
    const button = document.createElement("button");
    button.type = "button";
    button.dir = "auto";
    button.textContent = [this.films.titles[place], this.films.years[place]].filter(Boolean).join(" · ");
    button.addEventListener("click", () => {
      find("#map-titles").hidden = true;
      this.fly(place);
      this.canvas.focus();
    });
    return button;
  }

  fly(place) {
    this.view.scale = Math.max(this.view.scale, this.view.whole * 5);
    this.view.centre(this.films.x[place], this.films.y[place]);
    this.goTo(place);
  }

  async drop(prompt) {
    const newest = (this.asked = Symbol());
    const address = `${this.stage.dataset.landing}?${new URLSearchParams({ q: prompt })}`;
    const answer = await fetch(address).then((found) => found.json()).catch(() => ({ error: this.words.failed }));
    if (newest !== this.asked) return;
    this.showNearest(answer);
    this.land(answer);
  }

  land({ films = [], point = null }) {
    const places = films.map((film) => this.placeOf.get(film.id)).filter((place) => place >= 0);
    this.select(-1);
    this.landing = point && { x: point[0] * 10000, y: point[1] * 10000, places };
    if (this.landing) {
      const pick = (axis) => [this.landing[axis], ...places.map((place) => this.films[axis][place])];
      this.view.frame(pick("x"), pick("y"));
    }
    this.draw();
  }

  showNearest({ films = [], notice = "", error = "", point = null, fits = true }) {
    find("#map-landing").hidden = false;
    const told = error || notice || (!films.length ? this.words.nothing : point ? "" : this.words.off);
    find("#map-notice").hidden = !told;
    find("#map-notice p").textContent = told;
    find("#map-unfit").hidden = fits || !films.length;
    find("#map-nearest").replaceChildren(...films.map(({ title, url }) => {
      const [item, link] = [document.createElement("li"), document.createElement("a")];
      Object.assign(link, { href: url, textContent: title, dir: "auto" });
      item.append(link);
      return item;
    }));
    const nearest = this.words.landed.replace("{}", films.slice(0, 3).map((film) => film.title).join("; "));
    this.say([told, films.length ? nearest : ""].filter(Boolean).join(" "));
  }

  // For a moment, to whom drags the map with one finger.
  hint() {
    const hint = find("#map-hint");
    hint.classList.add("told");
    clearTimeout(this.hinted);
    this.hinted = setTimeout(() => hint.classList.remove("told"), 1800);
  }

  say(sentence) {
    find("#map-status").textContent = sentence;
  }
}
