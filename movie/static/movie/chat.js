// The talk with the bot as it is said; without this the form posts, and the page comes back with the answer.

const talk = document.querySelector("#talk");
const field = talk.querySelector("textarea");
const send = talk.querySelector(".send");
const stop = talk.querySelector(".stop");
const refused = document.querySelector("#refused");
const status = document.querySelector("#status");
const turns = document.querySelector("#turns");
const memory = document.querySelector("#memory"); // what the bot keeps in mind
const touched = matchMedia("(pointer: coarse)"); // where a field with the focus brings up a keyboard
let asking = null; // the AbortController of the answer that is under way
let current = null; // the turn that it belongs to, once there is one
let follows = false; // whether that turn is kept in view, until the visitor looks elsewhere

const html = (text) => document.createRange().createContextualFragment(text);
const say = (sentence) => status.replaceChildren(sentence);

// What the bot has said in a turn, line by line.
const words = (turn, aside = "") => {
  const answer = turn.querySelector("[data-part=answer]").cloneNode(true);
  for (const unsaid of answer.querySelectorAll(`.unseen, .thinking${aside}`)) unsaid.remove();
  return [...answer.querySelectorAll("p, li")].map((line) => line.textContent.trim()).join("\n");
};

const showCopies = () => {
  for (const button of turns.querySelectorAll(".copy")) {
    button.hidden = !navigator.clipboard || !words(button.closest(".turn"), ", .hint");
  }
};

// A button that goes leaves the focus with the field, or with the turn where a keyboard would cover it.
const keepFocus = () => {
  if (document.activeElement?.matches("[form=talk], #talk button")) {
    (touched.matches ? current : field)?.focus({ preventScroll: true });
  }
};

const setAsking = (controller) => {
  asking = controller;
  keepFocus();
  send.hidden = Boolean(controller);
  stop.hidden = !controller;
  for (const button of document.querySelectorAll("[form=talk]")) button.disabled = Boolean(controller);
};

const refuse = (sentences) => {
  refused.replaceChildren(...sentences.map((sentence) => Object.assign(document.createElement("p"), { textContent: sentence })));
  refused.hidden = !sentences.length;
};

const begin = (text) => {
  const turn = html(text).firstElementChild;
  const known = document.getElementById(turn.id);
  if (known) known.replaceWith(turn);
  else {
    for (const button of turns.querySelectorAll("[name=retry]")) button.remove();
    turns.append(turn);
  }
  current = turn;
  field.placeholder = talk.dataset.next;
  if (touched.matches) turn.focus({ preventScroll: true });
};

// The turn comes first, then its parts whenever they have changed.
const show = (part, text) => {
  if (part === "turn") begin(text);
  else if (part === "memory") memory.replaceChildren(html(text));
  else current.querySelector(`[data-part=${part}]`).replaceChildren(html(text));
  if (follows) current.scrollIntoView({ block: "start" });
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

// Whatever was chosen instead of written leaves what is in the field for later.
const hear = async (response, written) => {
  if (response.status === 400 && response.headers.get("content-type").includes("json")) {
    refuse((await response.json()).errors);
    return say("");
  }
  if (!response.ok) return fail(response.status === 403 ? "expired" : "failed");
  if (written) field.value = "";
  await read(response);
  if (!current || current.querySelector(".thinking")) return fail("unreachable");
  say(`${talk.dataset.answered} ${words(current)}`);
};

const ask = async (data) => {
  current = null;
  setAsking(new AbortController());
  follows = true;
  refuse([]);
  say(talk.dataset.thinking);
  try {
    const response = await fetch(talk.dataset.stream, { method: "POST", body: data, signal: asking.signal });
    await hear(response, !["retry", "example", "drop"].some((name) => data.has(name)));
  } catch (error) {
    if (error.name === "AbortError") finish(document.querySelector("#stopped").content.cloneNode(true));
    else fail("unreachable");
  } finally {
    setAsking(null);
    showCopies();
  }
};

// What was said until then stays: the server keeps it as well.
const finish = (hint) => {
  say(hint.textContent);
  current?.querySelector(".thinking")?.replaceWith(hint);
  current?.querySelector(".acts")?.removeAttribute("hidden");
};

const fail = (reason) => {
  finish(html(""));
  refuse([talk.dataset[reason]]);
};

for (const look of ["wheel", "touchmove", "pointerdown", "keydown"]) {
  addEventListener(look, ({ target }) => { follows = follows && target === field; }, { passive: true });
}

talk.addEventListener("submit", (event) => {
  event.preventDefault();
  if (!asking) ask(new FormData(talk, event.submitter));
});

stop.addEventListener("click", () => asking?.abort());

field.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  if (!asking) talk.requestSubmit(send);
});

turns.addEventListener("click", async ({ target }) => {
  if (!target.matches(".copy")) return;
  try {
    await navigator.clipboard.writeText(words(target.closest(".turn"), ", .hint"));
  } catch {
    return; // the browser does not let it
  }
  const name = target.textContent;
  if (name === talk.dataset.copied) return;
  say(talk.dataset.copied);
  target.textContent = talk.dataset.copied;
  setTimeout(() => { target.textContent = name; }, 2000);
});

showCopies();
if (!location.hash && !scrollY) turns.lastElementChild?.scrollIntoView({ block: "start" });
