// The small card beside the film that is pointed at: its title at once, its poster when it is there.

const WAIT = 80; // milliseconds on a film before its poster is asked for

export class Tip {
  constructor(element, address, page) {
    Object.assign(this, { element, address, page, known: new Map(), film: null });
    [this.link, this.image] = [element.querySelector("a"), element.querySelector("img")];
    [this.title, this.facts] = [element.querySelector("b"), element.querySelector(".facts")];
  }

  show(id, title, year, [x, y], width) {
    this.element.hidden = false;
    const right = x > width / 2;
    this.element.style.left = right ? "auto" : `${x + 14}px`;
    this.element.style.right = right ? `${width - x + 14}px` : "auto";
    this.element.style.top = `${Math.max(0, y - 40)}px`;
    if (this.film === id) return;
    this.film = id;
    this.link.href = this.page.replace("/0/", `/${id}/`);
    this.title.textContent = title;
    this.facts.textContent = year ?? "";
    this.image.hidden = true;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.fill(id, year), this.known.has(id) ? 0 : WAIT);
  }

  async fill(id, year) {
    if (!this.known.has(id)) {
      const answer = await fetch(this.address.replace("/0/", `/${id}/`)).catch(() => null);
      if (!answer?.ok) return;
      this.known.set(id, await answer.json());
    }
    if (this.film !== id) return;
    const { poster, facts } = this.known.get(id);
    this.image.src = poster;
    this.image.hidden = false;
    this.facts.textContent = [year, facts].filter(Boolean).join(" · ");
  }

  hide() {
    this.element.hidden = true;
    this.film = null;
    clearTimeout(this.timer);
  }
}
