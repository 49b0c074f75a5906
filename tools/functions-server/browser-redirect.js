// Runs in the page, before the SDKs: what they send to *.twilio.com goes to the origin that served this script instead,
// as /__t/<host>/<path>. The server puts a line in front that says `const servedFrom = …`.
((origin) => {
  const installed = Symbol.for('local-twilio.redirect');
  if (window[installed]) return;
  window[installed] = true;

  const twilio = /^(?:https?|wss?):\/\/((?:[a-z0-9-]+\.)*twilio\.com)(?::\d+)?(\/.*|\?.*)?$/i;
  const local = (url, base = origin) => {
    const match = twilio.exec(String(url));
    if (!match) return url;
    const path = match[2] ?? '/';
    return `${base}/__t/${match[1]}${path.startsWith('/') ? path : `/${path}`}`;
  };

  const { fetch } = window;
  window.fetch = async (input, init) => {
    if (!(input instanceof Request)) return fetch(local(input), init);
    const url = local(input.url);
    if (url === input.url) return fetch(input, init);
    const request = new Request(input, init);
    const { method, headers, credentials, cache, signal } = request;
    // Read first: a request that is copied has a stream for a body, and a stream needs HTTP/2.
    const body = method === 'GET' || method === 'HEAD' ? undefined : await request.arrayBuffer();
    return fetch(url, { method, headers, body, credentials, cache, signal });
  };

  const { open } = XMLHttpRequest.prototype;
  XMLHttpRequest.prototype.open = function (method, url, ...rest) {
    return open.call(this, method, local(url), ...rest);
  };

  window.WebSocket = class extends WebSocket {
    constructor(url, protocols) {
      super(local(url, origin.replace(/^http/, 'ws')), protocols);
    }
  };

  const sendBeacon = navigator.sendBeacon.bind(navigator);
  navigator.sendBeacon = (url, data) => sendBeacon(local(url), data);
})(servedFrom);
