// Small comforts; every page works without them.
const prompt = document.querySelector("#id_q");

if (prompt) {
  const count = document.querySelector("#prompt-count");
  const limit = Number(prompt.dataset.limit);
  const showCount = () => {
    const length = [...prompt.value].length;
    count.textContent = length > limit * 0.9 ? `${length} / ${limit}` : "";
  };
  prompt.addEventListener("input", showCount);
  prompt.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    if (!prompt.form.querySelector("button").disabled) prompt.form.requestSubmit();
  });
  showCount();
}

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
  const next = document.querySelector(".languages [name=next]");
  if (next) next.value = location.pathname + location.search;
};
document.addEventListener("htmx:pushedIntoHistory", follow);
document.addEventListener("htmx:replacedInHistory", follow);
