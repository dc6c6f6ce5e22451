// The one way from text to markup (Trusted Types), for htmx and for the chat: all of it is what this site has
// written itself. There is none from text to code, and to a script's address only that of the service worker.
const ADDRESSES = ["/sw.js"];
if (window.trustedTypes) {
  trustedTypes.createPolicy("default", {
    createHTML: (text) => text,
    createScriptURL: (address) => (ADDRESSES.includes(address) ? address : null),
  });
}
