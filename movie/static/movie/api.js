// Asks in place what a form would go to, and shows the answer below it.

const shown = (address, response, milliseconds, text) => {
  const told = document.createElement("p"), body = document.createElement("pre");
  const link = Object.assign(document.createElement("a"), { href: address, textContent: decodeURI(address) });
  told.append(link, ` ${response.status} · ${milliseconds} ms`);
  body.textContent = JSON.stringify(JSON.parse(text), null, 2);
  Object.assign(body, { tabIndex: 0, translate: false });
  return [told, body];
};

document.addEventListener("submit", async (event) => {
  event.preventDefault();
  const form = event.target, place = form.parentElement.querySelector(".answer");
  const began = performance.now();
  try {
    const response = await fetch(`${form.action}?${new URLSearchParams(new FormData(form))}`);
    const text = await response.text();
    place.replaceChildren(...shown(response.url, response, Math.round(performance.now() - began), text));
  } catch {
    place.textContent = place.dataset.failed;
  }
});

// An address that names an operation, or what comes back, opens it.
const open = () => document.getElementById(location.hash.slice(1))?.setAttribute("open", "");
addEventListener("hashchange", open);
open();
