// The talk with the bot as it is said; without this the form posts, and the page comes back with the answer.

const talk = document.querySelector("#talk");
const field = talk.querySelector("textarea");
const send = talk.querySelector(".send");
const stop = talk.querySelector(".stop");
const refused = document.querySelector("#refused");
const status = document.querySelector("#status");
const turns = document.querySelector("#turns");
let asking = null; // the AbortController of the answer that is under way
let follows = false; // whether the new turn is kept in view, until the visitor looks elsewhere

const html = (text) => document.createRange().createContextualFragment(text);

const showCopies = () => {
  for (const button of turns.querySelectorAll(".copy")) button.hidden = !navigator.clipboard;
};

const setAsking = (controller) => {
  asking = controller;
  send.hidden = Boolean(controller);
  stop.hidden = !controller;
  for (const button of document.querySelectorAll("[form=talk]")) button.disabled = Boolean(controller);
};

const refuse = (sentences) => {
  refused.replaceChildren(...sentences.map((sentence) => Object.assign(document.createElement("p"), { textContent: sentence })));
  refused.hidden = !sentences.length;
};

// A turn is put in the place of what is known of it; its parts are changed as they come.
const show = (part, text) => {
  if (part === "turn") {
    const turn = html(text).firstElementChild;
    const known = document.getElementById(turn.id);
    if (known) known.replaceWith(turn);
    else {
      for (const button of turns.querySelectorAll("[name=retry]")) button.remove();
      turns.append(turn);
    }
    showCopies();
  } else {
    turns.lastElementChild.querySelector(`[data-part=${part}]`).replaceChildren(html(text));
  }
  if (follows) turns.lastElementChild.scrollIntoView({ block: "start" });
};

const read = async (response) => {
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let held = "";
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    const lines = (held + value).split("\n");
    held = lines.pop();
    for (const line of lines.filter(Boolean)) {
      for (const [part, text] of Object.entries(JSON.parse(line))) show(part, text);
    }
  }
};

const ask = async (data) => {
  const before = data.has("retry") ? turns.lastElementChild : null;
  before?.remove();
  setAsking(new AbortController());
  follows = true;
  refuse([]);
  status.textContent = talk.dataset.thinking;
  try {
    const response = await fetch(talk.dataset.stream, { method: "POST", body: data, signal: asking.signal });
    if (response.status === 400 && response.headers.get("content-type").includes("json")) {
      refuse((await response.json()).errors);
    } else if (!response.ok) {
      throw new Error(response.statusText);
    } else {
      field.value = "";
      await read(response);
    }
    status.textContent = talk.dataset.answered;
  } catch (error) {
    if (error.name === "AbortError") showStopped();
    else fail(before, data.get("said"));
  } finally {
    setAsking(null);
  }
};

// What was said until then stays: the server keeps it as well.
const showStopped = () => {
  const thinking = turns.querySelector(".thinking");
  const answer = thinking?.closest(".answer");
  thinking?.remove();
  answer?.append(document.querySelector("#stopped").content.cloneNode(true));
  status.textContent = answer?.querySelector(".hint").textContent ?? "";
};

const fail = (before, said) => {
  refuse([talk.dataset.unreachable]);
  status.textContent = "";
  if (before && !document.getElementById(before.id)) turns.append(before);
  if (said && !field.value) field.value = said;
};

for (const look of ["wheel", "touchmove", "keydown"]) {
  addEventListener(look, () => { follows = false; }, { passive: true });
}

talk.addEventListener("submit", (event) => {
  event.preventDefault();
  if (!asking) ask(new FormData(talk, event.submitter));
});

stop.addEventListener("click", () => {
  asking?.abort();
  field.focus();
});

field.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  if (!asking) talk.requestSubmit(send);
});

turns.addEventListener("click", async ({ target }) => {
  if (!target.matches(".copy")) return;
  const answer = target.closest(".answer").querySelector("[data-part=answer]").cloneNode(true);
  for (const unseen of answer.querySelectorAll(".unseen, .hint")) unseen.remove();
  const lines = [...answer.querySelectorAll("p, li")].map((line) => line.textContent.trim());
  await navigator.clipboard.writeText(lines.join("\n"));
  status.textContent = talk.dataset.copied;
  target.textContent = talk.dataset.copied;
});

showCopies();
