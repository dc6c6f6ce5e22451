// Mouse, touch and keyboard on the map, told as what they mean: move, zoom, point, choose. One finger scrolls the
// page, as everywhere; two move the map.

const CLICK = 6; // pixels a pointer may slip in a click
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

export function listen(canvas, view, on) {
  const pointers = new Map();
  let slipped = 0;
  const at = (event) => {
    const box = canvas.getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top];
  };
  const spread = () => {
    const [[ax, ay], [bx, by]] = [...pointers.values()];
    return [Math.hypot(ax - bx, ay - by), (ax + bx) / 2, (ay + by) / 2];
  };

  canvas.addEventListener("pointerdown", (event) => {
    if (event.button) return;
    canvas.setPointerCapture(event.pointerId);
    pointers.set(event.pointerId, at(event));
    slipped = pointers.size > 1 ? Infinity : 0;
  });
  canvas.addEventListener("pointermove", (event) => {
    const now = at(event);
    if (!pointers.has(event.pointerId)) return event.pointerType === "mouse" && on.point(...now);
    const before = pointers.get(event.pointerId);
    const was = pointers.size === 2 ? spread() : null;
    pointers.set(event.pointerId, now);
    if (was) {
      const [distance, x, y] = spread();
      view.zoom(distance / (was[0] || 1), x, y);
      view.pan(x - was[1], y - was[2]);
    } else {
      slipped += Math.hypot(now[0] - before[0], now[1] - before[1]);
      if (slipped <= CLICK) return;
      if (event.pointerType === "touch") return on.scrolled();
      view.pan(now[0] - before[0], now[1] - before[1]);
    }
    on.moved();
  });
  const release = (event) => {
    const known = pointers.delete(event.pointerId);
    if (known && event.type === "pointerup" && slipped <= CLICK) on.choose(...at(event), event.pointerType);
  };
  canvas.addEventListener("pointerup", release);
  canvas.addEventListener("pointercancel", (event) => {
    // The browser has taken the finger for scrolling.
    if (event.pointerType === "touch" && pointers.size === 1) on.scrolled();
    release(event);
  });
  const keep = (event) => event.touches.length > 1 && event.preventDefault();
  for (const kind of ["touchstart", "touchmove"]) canvas.addEventListener(kind, keep, { passive: false });
  // A finger that is lifted leaves, too: what it chose stays.
  canvas.addEventListener("pointerleave", (event) => event.pointerType === "mouse" && !pointers.size && on.leave());
  canvas.addEventListener(
    "wheel",
    (event) => {
      event.preventDefault();
      view.zoom(Math.exp(-event.deltaY * (event.deltaMode ? 0.05 : 0.0015)), ...at(event));
      on.moved();
    },
    { passive: false },
  );
  canvas.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const arrow = ARROWS[event.key];
    if (arrow && event.shiftKey) view.pan(-80 * arrow[0], -80 * arrow[1]);
    else if (arrow) on.step(...arrow);
    else if (event.key === "+" || event.key === "=") view.zoom(1.4);
    else if (event.key === "-") view.zoom(1 / 1.4);
    else if (event.key === "0") view.showAll();
    else if (event.key === "Enter") on.open();
    else if (event.key === "Escape") on.forget();
    else return;
    event.preventDefault();
    on.moved();
  });
}
