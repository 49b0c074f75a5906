/** Undefined for what is no address. `URL.canParse` is not in Safari before 17: https://caniuse.com/mdn-api_url_canparse_static */
export function webAddress(text: string): URL | undefined {
  try {
    const url = new URL(text);
    return url.protocol === 'https:' || url.protocol === 'http:' ? url : undefined;
  } catch {
    return undefined;
  }
}
