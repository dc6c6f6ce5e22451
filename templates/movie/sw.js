// Keeps the page for no network, with its looks, and shows it where a page cannot be fetched. Nothing else is
// kept: films and searches are always those of now.
const KEPT = [{% for address in kept %}"{{ address|escapejs }}"{% if not forloop.last %}, {% endif %}{% endfor %}];
const CACHE = `offline ${KEPT.join(" ")}`;

addEventListener("install", (event) => {
  event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll(KEPT)).then(() => skipWaiting()));
});

const clean = async () => {
  for (const name of await caches.keys()) if (name !== CACHE) await caches.delete(name);
  await registration.navigationPreload?.enable();
};
addEventListener("activate", (event) => event.waitUntil(clean()));

const page = async (event) => {
  try {
    return (await event.preloadResponse) ?? (await fetch(event.request));
  } catch {
    return caches.match(KEPT[0], { ignoreVary: true });
  }
};

addEventListener("fetch", (event) => {
  if (event.request.mode === "navigate") event.respondWith(page(event));
  else if (!navigator.onLine && KEPT.includes(new URL(event.request.url).pathname)) {
    event.respondWith(caches.match(event.request, { ignoreVary: true }).then((kept) => kept ?? fetch(event.request)));
  }
});
