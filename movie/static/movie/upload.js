// How far an import is: asked once a second, until it has ended; then the page shows its report.
const shown = document.getElementById("progress");
const bar = shown.querySelector("progress");
const number = shown.querySelector("output");

async function ask() {
  const answer = await fetch(shown.dataset.address, { headers: { Accept: "application/json" } });
  if (!answer.ok) return;
  const told = await answer.json();
  if (!told.under_way) return location.reload();
  bar.max = told.rows || 1;
  bar.value = told.done;
  number.textContent = told.done.toLocaleString(document.documentElement.lang);
  setTimeout(ask, 1000);
}

setTimeout(ask, 1000);
