// The one way from text to markup (Trusted Types), for htmx and for the chat: all of it is what this site has
// written itself. There is none from text to code, nor to a script's address.
if (window.trustedTypes) trustedTypes.createPolicy("default", { createHTML: (text) => text });
