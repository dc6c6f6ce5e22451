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

// A chip that is chosen goes with its list: who walks by keyboard finds the focus at the list that came.
document.addEventListener("htmx:afterSettle", ({ detail }) => {
  const from = detail.requestConfig?.elt?.closest(".chips, .add");
  if (!from || document.activeElement !== document.body) return; // somebody is elsewhere already
  document.querySelector(from.matches(".add") ? "#id_add" : "#answer .chips a")?.focus({ preventScroll: true });
});

// The arrows walk through the titles that are suggested; Escape and Enter put them away.
document.addEventListener("keydown", (event) => {
  const field = event.target.closest(".typeahead");
  if (!field) return;
  const stops = [field.querySelector("input"), ...field.querySelectorAll("a")];
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step) {
    event.preventDefault();
    stops[(stops.indexOf(event.target) + step + stops.length) % stops.length].focus();
  } else if (event.key === "Escape" || (event.key === "Enter" && event.target === stops[0])) {
    stops[0].focus();
    field.querySelector("ul").replaceChildren();
  }
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
