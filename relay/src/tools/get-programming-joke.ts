import * as v from 'valibot';
import { defineTool } from './define-tool';

const JOKES = {
  en: [
    'Why do programmers prefer dark mode? Because light attracts bugs.',
    'There are ten kinds of people: those who understand binary, and those who do not.',
    'A programmer is asked to buy a loaf of bread, and if there are eggs, to bring a dozen. He comes home with twelve loaves.',
    'How many programmers does it take to change a light bulb? None, that is a hardware problem.',
  ],
  de: [
    'Warum arbeiten Programmierer am liebsten im Dunkeln? Weil Licht die Käfer anzieht, und jeder Käfer ist ein Bug.',
    'Es gibt zehn Arten von Menschen: die, die Binärzahlen verstehen, und die, die es nicht tun.',
    'Wie viele Programmierer braucht man, um eine Glühbirne zu wechseln? Keinen, das ist ein Hardwareproblem.',
  ],
  es: [
    '¿Cuántos programadores hacen falta para cambiar una bombilla? Ninguno, es un problema de hardware.',
    'Hay diez tipos de personas: las que entienden el binario y las que no.',
  ],
  fr: [
    'Combien faut-il de programmeurs pour changer une ampoule ? Aucun, c’est un problème de matériel.',
    'Il y a dix sortes de gens : ceux qui comprennent le binaire, et les autres.',
  ],
} as const;

/** The first joke first, so that a demo is the same each time; then the next one, so that nobody hears one twice in a row. */
export function getProgrammingJoke() {
  let told = 0;
  return defineTool({
    name: 'get_programming_joke',
    description: 'A joke about programming, in the language of the call. Use it when the caller asks for a joke.',
    input: v.object({}),
    timeoutMs: 1000,
    run: async (_, { language }) => {
      const jokes = JOKES[primaryOf(language)];
      const text = jokes[told % jokes.length] ?? jokes[0];
      told += 1;
      return { kind: 'answer', text };
    },
  });
}

function primaryOf(language: string): keyof typeof JOKES {
  const primary = language.split('-', 1)[0]?.toLowerCase() ?? '';
  return primary in JOKES ? (primary as keyof typeof JOKES) : 'en';
}
