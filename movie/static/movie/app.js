// Small comforts; every page works without them. All listen on the document, because htmx puts a
// new page in its place when the visitor goes back.

const showCount = () => {
  const [prompt, count] = [document.querySelector("[data-limit]"), document.querySelector("#prompt-count")];
  if (!prompt || !count) return;
  const limit = Number(prompt.dataset.limit);
  const length = [...prompt.value.trim()].length;
  count.textContent = length > limit * 0.9 ? `${length} / ${limit}` : "";
};

document.addEventListener("input", (event) => {
  if (event.target.matches("[data-limit]")) showCount();
});
showCount();

// Enter searches, Shift+Enter begins a line.
document.addEventListener("keydown", (event) => {
  const prompt = event.target;
  if (!prompt.matches("[data-limit]") || event.key !== "Enter" || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  if (!prompt.form.querySelector("button").disabled) prompt.form.requestSubmit();
});

// Delete and Backspace take a chip away, as in a field of addresses.
document.addEventListener("keydown", (event) => {
  const chip = event.target.closest(".chips:not(.more) a");
  if (!chip || !["Delete", "Backspace"].includes(event.key)) return;
  event.preventDefault();
  chip.click();
});

// A chip that is chosen goes with its list: who walks by keyboard finds the focus at the chip that comes in
// its place, or at the heading where none is left.
document.addEventListener("htmx:afterSettle", ({ detail }) => {
  const chosen = detail.requestConfig?.elt, from = chosen?.closest(".chips, .add");
  if (!from || document.activeElement !== document.body) return; // somebody is elsewhere already
  const chips = [...document.querySelectorAll("#answer .chips:not(.more) a")];
  const place = from.matches(".more") ? 0 : [...from.querySelectorAll("a")].indexOf(chosen);
  const next = from.matches(".add") ? "#id_add" : chips.length ? null : "#answer .chips a, #answer .found";
  (next ? document.querySelector(next) : chips[Math.min(place, chips.length - 1)])?.focus({ preventScroll: true });
});

// The arrows walk through the names that are suggested; Escape and Enter put them away.
document.addEventListener("keydown", (event) => {
  const field = event.target.closest(".typeahead");
  if (!field) return;
  const stops = [field.querySelector("input, textarea"), ...field.querySelectorAll("li a")];
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step && stops.length > 1 && stops.includes(event.target)) {
    event.preventDefault();
    stops[(stops.indexOf(event.target) + step + stops.length) % stops.length].focus();
  } else if (event.key === "Escape" || (event.key === "Enter" && event.target === stops[0])) {
    stops[0].focus();
    putAway(field);
  }
});

// What the names were put away for; they come again once something else is typed.
let done = null;

const putAway = (field) => {
  done = field.querySelector("input, textarea").value;
  field.querySelector("ul").replaceChildren();
};

document.addEventListener("submit", ({ target }) => {
  const field = target.querySelector(".typeahead:has(#suggestions)");
  if (field) putAway(field);
});

// Names are short: of what may be none nothing is asked, and what comes too late is not shown.
const mayBeName = (text) => /^[^\n]{2,60}$/.test(text) && text.split(/\s+/).length <= 6;

document.addEventListener("htmx:configRequest", (event) => {
  const { elt, target } = event.detail;
  if (target.id !== "suggestions" || (mayBeName(elt.value.trim()) && elt.value !== done)) return;
  event.preventDefault();
  target.replaceChildren();
});

document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  const typed = detail.requestConfig.elt.value;
  if (detail.target.id === "suggestions" && (typed === done || !mayBeName(typed.trim()))) detail.shouldSwap = false;
});

// Addresses without empty fields, but for the prompt: an empty one gets its sentence.
document.addEventListener("htmx:configRequest", ({ detail }) => {
  for (const [name, value] of [...detail.formData]) {
    if (value === "" && name !== "q") detail.formData.delete(name);
  }
});

document.addEventListener("htmx:beforeRequest", ({ detail }) => detail.target.setAttribute("aria-busy", "true"));
document.addEventListener("htmx:afterRequest", ({ detail }) => detail.target.removeAttribute("aria-busy"));

document.addEventListener("htmx:sendError", ({ detail }) => {
  const sentence = document.querySelector("#unreachable");
  if (sentence) detail.target.replaceChildren(sentence.content.cloneNode(true));
});

// The language switch comes back to the page that is shown now.
const follow = () => {
  document.querySelector(".languages [name=next]").value = location.pathname + location.search;
};
document.addEventListener("htmx:pushedIntoHistory", follow);
document.addEventListener("htmx:replacedInHistory", follow);

// The page for when there is no network is kept once this one is all there.
addEventListener("load", () => navigator.serviceWorker?.register("/sw.js").catch(() => {}));
