import { isTemplate, type Output, readTemplate } from '../../../../studio-flows/liquid/read-template';

export interface UrlHost {
  /** `https`, in lower case; '' when the text does not begin with one. */
  scheme: string;
  /** Host without port and user, in lower case, as far as it is written out; '' when nothing is. */
  host: string;
  /** What Liquid puts into the host. */
  outputs: readonly Output[];
}

/** A host name has 253 characters at most; a user and a password may stand before it. */
const LONGEST_AUTHORITY = 2_000;

/** Where a URL property leads to. Undefined when Liquid decides by tags. */
export function urlHost(text: string): UrlHost | undefined {
  const { pieces, outputs } = isTemplate(text)
    ? readTemplate(text)
    : { pieces: [{ kind: 'text' as const, raw: text }], outputs: [] };
  const found: Output[] = [];
  let written = '';
  for (const piece of pieces) {
    if (piece.kind === 'tag') return undefined;
    if (piece.kind === 'output') {
      found.push(...outputs.filter((output) => output.piece === piece));
      continue;
    }
    written += written === '' && found.length === 0 ? piece.raw.trimStart() : piece.raw;
    const { end, scheme, user } = authorityOf(written);
    // What stands before an @ is a user and a password, and no part of the host.
    if (user >= 0 && user >= written.length - piece.raw.length) found.length = 0;
    if (end || written.length > LONGEST_AUTHORITY) return { scheme, host: hostOf(written), outputs: found };
  }
  return { scheme: authorityOf(written).scheme, host: hostOf(written), outputs: found };
}

/** The hosts of all URLs that are written out in a text. */
export function hostsIn(text: string): { scheme: string; host: string }[] {
  return [...text.matchAll(/(?<!\w)(https?|wss?):\/\/([^\s"'<>\\/?#{}]{1,300})/gi)].map(([url, scheme = '']) => ({
    scheme: scheme.toLowerCase(),
    host: hostOf(url),
  }));
}

function authorityOf(written: string): { end: boolean; scheme: string; user: number } {
  const scheme = /^([a-z][a-z0-9+.-]{0,20}):\/\//i.exec(written);
  const start = scheme?.[0].length ?? 0;
  const length = written.slice(start).search(/[/?#]/);
  const authority = length < 0 ? written.slice(start) : written.slice(start, start + length);
  const user = authority.lastIndexOf('@');
  return { end: length >= 0, scheme: (scheme?.[1] ?? '').toLowerCase(), user: user < 0 ? -1 : start + user };
}

function hostOf(url: string): string {
  const { user } = authorityOf(url);
  const start = user >= 0 ? user + 1 : url.indexOf('://') + 3;
  if (user < 0 && !url.includes('://')) return '';
  const rest = url.slice(start);
  const length = rest.search(/[/?#]/);
  const authority = length < 0 ? rest : rest.slice(0, length);
  return authority.replace(/:\d{0,5}$/, '').toLowerCase();
}
