import { readFileSync } from 'node:fs';
import { asRecord, asText } from './linted-state';

/** A definition that may be anything, or why there is none and what can be done. */
export type FlowFileContent = { definition: unknown } | { problem: string; fix?: string };

/**
 * The definition in a file: the file itself, or `definition` of a flow as the REST API gives it. Never throws: what
 * cannot be read is a problem.
 */
export function readFlowFile(file: string): FlowFileContent {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    return unreadable(error);
  }
  const content = parse(text);
  if ('problem' in content) return content;
  const { states, definition } = asRecord(content.definition);
  if (states !== undefined || definition === undefined) return content;
  return typeof definition === 'string' ? parse(asText(definition)) : { definition };
}

function unreadable(error: unknown): FlowFileContent {
  const { code } = asRecord(error);
  if (code === 'ENOENT') return { problem: 'There is no such file', fix: 'Name a file that is there' };
  if (code === 'EISDIR') return { problem: 'It is a folder', fix: 'Name the files in it, such as FOLDER/*.json' };
  return { problem: `The file cannot be read: ${reason(error)}` };
}

/** A byte order mark is no part of JSON, and editors write it all the same. */
function parse(text: string): FlowFileContent {
  try {
    return { definition: JSON.parse(text.replace(/^\uFEFF/, '')) };
  } catch (error) {
    return { problem: `The file is not JSON: ${reason(error)}` };
  }
}

const reason = (error: unknown) => (error instanceof Error ? error.message : String(error));
