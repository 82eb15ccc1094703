// What apps include to have creators sign in in a window of its own: TikAPI.popup({client_id, scope, …}), TikAPI.onLogin(cb).
"use strict";

(() => {
  const script = document.currentScript;
  const usualPage = new URL("/account/authorize", script ? script.src : location.href).href;
  const listeners = [];
  // The last window, and the origin of the page in it: nobody else is heard.
  let open = null;

  function popup(options, ...rest) {
    const given = typeof options === "object" ? options : positional(options, ...rest);
    const { client_id, scope = [], state, email, country, url = usualPage } = given;
    if (!/^c_[a-zA-Z0-9]{10,}$/.test(client_id || "")) throw new Error("TikAPI.popup: the client_id is not valid");
    const scopes = typeof scope === "string" ? scope.split(/[\s+,]+/) : scope;
    const page = new URL(url, location.href);
    const members = {
      client_id, scope: scopes.map((each) => each.toUpperCase()).join("+"), state, email, country, is_popup: "true",
      origin: location.origin,
    };
    for (const [name, value] of Object.entries(members)) if (value) page.searchParams.set(name, value);
    const features = `popup,width=500,height=720,left=${middle(screenX, outerWidth, 500)},top=${middle(screenY, outerHeight, 720)}`;
    open = { window: window.open(page.href, "tikapi", features), origin: page.origin };
    return open.window;
  }

  function positional(client_id, scope, state, email, country, url) {
    return { client_id, scope, state, email, country, url };
  }

  function middle(start, size, wanted) {
    return Math.max(0, Math.round(start + (size - wanted) / 2));
  }

  window.addEventListener("message", (event) => {
    if (!open || event.origin !== open.origin || event.source !== open.window) return;
    if (!event.data || !event.data._tikapi) return;
    const { _tikapi, ...result } = event.data;
    for (const listener of listeners) listener(result);
  });

  window.TikAPI = { popup, oauth: popup, onLogin: (callback) => { listeners.push(callback); } };
})();
