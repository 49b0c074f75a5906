/** The code of a join link: behind `#code=`, which no server sees, or behind `?code=`. */
export function codeOfAddress({ hash, search }: Pick<Location, 'hash' | 'search'>): string | undefined {
  const behind = new URLSearchParams(hash.slice(1)).get('code');
  return behind || new URLSearchParams(search).get('code') || undefined;
}
