import { readFlows } from '../../studio-flows/read-flows';
import { flowDiagram } from './flow-diagram';

const begin = (name: string) => `<!-- ${name}: drawn by npm run flows -- docs -->`;
const end = (name: string) => `<!-- /${name} -->`;

/**
 * A README with the diagram of each flow of a folder between its markers. A flow without markers gets a section of its
 * own at the end.
 */
export function readmeDiagrams(folder: string, readme: string): string {
  const { flows, names } = readFlows(folder);
  return flows.reduce((text, { name, definition }) => {
    const block = `${begin(name)}\n\n\`\`\`mermaid\n${flowDiagram(definition, names)}\n\`\`\`\n\n${end(name)}`;
    const from = text.indexOf(begin(name));
    const to = text.indexOf(end(name), from);
    if (from < 0 || to < 0) return `${text.trimEnd()}\n\n## ${name}\n\n${block}\n`;
    return text.slice(0, from) + block + text.slice(to + end(name).length);
  }, readme);
}
