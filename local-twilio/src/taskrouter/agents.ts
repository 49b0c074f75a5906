import { seededSid } from '../account/sids';

/** A worker as the agent desktop must know it before it connects. */
export interface Agent {
  workerSid: string;
  name: string;
  /** Flex's identity of the e-mail address. */
  identity: string;
}

export interface SeededAgent extends Agent {
  email: string;
  attributes: Record<string, unknown>;
}

/** Flex writes every character that is neither letter nor digit as `_` and its code in hex: `alice_40example_2Ecom`. */
export const flexIdentity = (email: string) =>
  email.replace(
    /[^A-Za-z0-9]/g,
    (character) => `_${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`,
  );

function seededAgent(name: string, skills: string[], languages: string[], brand = 'default'): SeededAgent {
  const publicName = name.split(' ')[0] ?? name;
  const email = `${publicName.toLowerCase()}@example.com`;
  const identity = flexIdentity(email);
  return {
    workerSid: seededSid('WK', email),
    name,
    identity,
    email,
    attributes: {
      full_name: name,
      public_name: publicName,
      email,
      contact_uri: `client:${identity}`,
      roles: ['agent'],
      routing: { skills, levels: {} },
      languages,
      brand,
    },
  };
}

export const SEEDED_AGENTS = [
  seededAgent('Alice Moreau', ['billing', 'support'], ['en', 'fr']),
  seededAgent('Bob Okafor', ['orders', 'support'], ['en']),
  seededAgent('Clara Winkler', ['returns'], ['de', 'en'], 'outlet'),
];
