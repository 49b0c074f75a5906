import { existsSync, readFileSync, realpathSync, renameSync, writeFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { CommandError } from '../command-error';
import { envExample } from '../docs/env-example';
import type { Environment } from '../environments/environment';

const HEADING = '# Found or made by `npm run doctor`.';
/** Only whoever runs this may read it. */
const PRIVATE = 0o600;

/**
 * Adds variables to the environment's file, which begins as .env.example when it is not there, also for no variable. What has a value stays,
 * and so do comments and order: an empty `NAME=` line, or one that is commented out, is filled in place, others come at
 * the end. The file is replaced in one step.
 *
 * @returns the names that were written
 * @throws CommandError, with the file as it was, when that would change anything else in it
 */
export function writeValues({ file }: Pick<Environment, 'file'>, values: Readonly<Record<string, string>>): string[] {
  const isThere = existsSync(file);
  const before = isThere ? readFileSync(file, 'utf8') : envExample();
  const held = parseEnv(before);
  const news = Object.entries(values).filter(([name, value]) => value !== '' && !held[name]);
  if (isThere && news.length === 0) return [];
  const after = add(before, news);
  const expected = { ...held, ...Object.fromEntries(news) };
  if (!sameValues(parseEnv(after), expected)) {
    const lines = news.map(([name]) => name).join(', ');
    throw new CommandError(`${file} is written in a way that this does not understand: add ${lines} by hand`);
  }
  const target = isThere ? realpathSync(file) : file;
  const begun = `${target}.${process.pid}.new`;
  writeFileSync(begun, after, { mode: PRIVATE });
  renameSync(begun, target);
  return news.map(([name]) => name);
}

function add(before: string, news: [name: string, value: string][]): string {
  const end = before.includes('\r\n') ? '\r\n' : '\n';
  const lines = before.split(end);
  while (lines.at(-1) === '') lines.pop();
  const appended = news.filter(([name, value]) => !fill(lines, name, value)).map(([name, value]) => line(name, value));
  if (appended.length > 0) {
    const heading = lines.lastIndexOf(HEADING);
    if (heading === -1) lines.push(...(lines.length > 0 ? [''] : []), HEADING, ...appended);
    else lines.splice(heading + 1, 0, ...appended);
  }
  return lines.join(end) + end;
}

/** Into the line that is there for it; an empty one before one that is commented out. */
function fill(lines: string[], name: string, value: string): boolean {
  const isEmpty = (text: string, start: string) =>
    new RegExp(`^\\s*${start}${name}\\s*=\\s*(''|""|#.*)?\\s*$`).test(text);
  let place = lines.findLastIndex((text) => isEmpty(text, '(export\\s+)?'));
  if (place === -1) place = lines.findIndex((text) => isEmpty(text, '#\\s*'));
  if (place === -1) return false;
  lines[place] = line(name, value);
  return true;
}

/** In quotes where `#` or a space would end it. */
function line(name: string, value: string): string {
  if (/^[^\s#'"`\\]*$/.test(value)) return `${name}=${value}`;
  return value.includes("'") ? `${name}="${value}"` : `${name}='${value}'`;
}

function sameValues(one: Record<string, string | undefined>, other: Record<string, string | undefined>): boolean {
  const names = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...names].every((name) => (one[name] ?? '') === (other[name] ?? ''));
}
