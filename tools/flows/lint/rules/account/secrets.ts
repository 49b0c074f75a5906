import { flowTexts, isForPeople } from '../../account/flow-texts';
import { mask } from '../../account/mask';
import { type FoundSecret, secretNamed, secretsIn } from '../../account/secrets';
import { asArray, asRecord, asText, type LintedState } from '../../linted-state';
import type { Rule } from '../../rule';

/** A081: keys, tokens and passwords. */
export const noSecrets: Rule = {
  id: 'A081',
  level: 'policy',
  severity: 'error',
  title: 'No secrets in a flow',
  why: 'Everybody who may look at the console, holds an API key or reads the repository can read the flow',
  fix: 'Revoke the secret, and let a Function make the request with the new one in its environment variables',
  check(flow, report) {
    const told = new Set<string>();
    const tell = (found: FoundSecret, path: string, state: string | undefined) => {
      const message = `${path} holds a secret: ${found.kind}, ${mask(found.secret)}`;
      const key = JSON.stringify([state, message]);
      if (!told.has(key)) report({ state, message });
      told.add(key);
    };
    for (const { state, path, text } of flowTexts(flow)) {
      for (const found of secretsIn(text)) tell(found, path, state?.name);
    }
    for (const state of flow.states) {
      for (const { name, value, path } of namedValues(state)) {
        const found = secretNamed(name, value);
        if (found) tell(found, path, state.name);
      }
    }
  },
};

/** A082: a phone number among the settings. */
export const noPhoneNumbers: Rule = {
  id: 'A082',
  level: 'policy',
  severity: 'warning',
  title: 'No phone numbers among the settings',
  why: 'A number belongs to one account or one person: the test environment rings production, and a file full of numbers is personal data',
  fix: 'Take it from {{flow.channel.address}} or {{contact.channel.address}}, or let a Function say which number',
  check(flow, report) {
    for (const item of flowTexts(flow)) {
      if (isForPeople(item)) continue;
      const masked = new Set(phoneNumbers(item.text).map(mask));
      for (const number of masked) {
        report({ state: item.state?.name, message: `${item.path} holds the phone number ${number}` });
      }
    }
  },
};

/** A091: an e-mail address. */
export const noMailAddresses: Rule = {
  id: 'A091',
  level: 'policy',
  severity: 'info',
  title: 'No e-mail addresses',
  why: 'An address is personal data, and changes with people, not with versions of the flow',
  fix: 'Use an address of a role rather than of a person, and keep it where a Function reads it',
  check(flow, report) {
    for (const { state, path, text } of flowTexts(flow)) {
      for (const address of new Set(mailAddresses(text).map(mask))) {
        report({ state: state?.name, message: `${path} holds the e-mail address ${address}` });
      }
    }
  },
};

/** Parameters and properties that have a name. */
function namedValues({ properties }: LintedState): { name: string; value: string; path: string }[] {
  return Object.entries(properties).flatMap(([name, value]) => {
    if (typeof value === 'string') return [{ name, value, path: `properties.${name}` }];
    return asArray(value).map((item, index) => {
      const { key, name: label, value: inner } = asRecord(item);
      const path = `properties.${name}[${index}].value`;
      return { name: asText(key) || asText(label), value: asText(inner), path };
    });
  });
}

/** E.164 without those of one digit alone, such as +10000000000. */
function phoneNumbers(text: string): string[] {
  const found = [...text.matchAll(/(?<![\w+])\+[1-9]\d{7,14}(?!\w)/g)].map(([number]) => number);
  return found.filter((number) => new Set(number.slice(2)).size > 1);
}

/** Neither SIP addresses nor what stands before the host of a URL. */
function mailAddresses(text: string): string[] {
  const found = text.matchAll(/(?<![\w.+:/@-])[\w.+-]{1,64}@(?:[a-z0-9-]{1,63}\.){1,8}[a-z]{2,24}(?![\w-])/gi);
  return [...found].map(([address]) => address);
}
