import { asArray, asRecord, asText } from '../../linted-state';
import type { Rule } from '../../rule';

/** What a widget needs beside its required properties to have something to do. */
export const CONTENT_RULES: readonly Rule[] = [
  {
    id: 'S023',
    level: 'policy',
    severity: 'warning',
    title: 'Set Variables gives each variable a name of its own',
    why: 'A variable without a name is refused or lost, and of two that share one only one is kept',
    fix: 'Name each variable once',
    check(flow, report) {
      for (const { name, properties } of flow.ofType('set-variables')) {
        const names = asArray(properties.variables).map((item) => asText(asRecord(item).key).trim());
        if (names.includes('')) report({ state: name, message: 'A variable has no name' });
        const seen = new Set<string>();
        const twice = names.filter((key) => key !== '' && (seen.has(key) || !seen.add(key)));
        for (const key of new Set(twice)) report({ state: name, message: `"${key}" is set more than once` });
      }
    },
  },
  {
    id: 'S024',
    level: 'policy',
    severity: 'warning',
    title: 'A widget that can say, play or queue in several ways uses exactly one',
    why: 'With none it does nothing, and with several nobody can tell which one Studio takes',
    fix: 'Fill exactly one of them',
    check({ states }, report) {
      for (const { name, facts, properties } of states) {
        if (!facts?.exactlyOne) continue;
        const filled = facts.exactlyOne.filter((key) => asText(properties[key]) !== '');
        if (filled.length === 1) continue;
        const found = filled.length === 0 ? 'nothing' : filled.join(' and ');
        report({ state: name, message: `Of ${facts.exactlyOne.join(', ')} it fills ${found}` });
      }
    },
  },
  {
    id: 'S025',
    level: 'policy',
    severity: 'error',
    title: 'A message has a body, media or a content template',
    why: 'Studio takes the flow, but the message cannot be sent (81011)',
    fix: 'Fill body or media_url, or content_sid together with "message_type": "content_template"',
    check({ states }, report) {
      for (const { name, type, properties } of states) {
        if (type !== 'send-message' && type !== 'send-and-wait-for-reply') continue;
        const { body, media_url, content_sid, message_type } = properties;
        const template = message_type === 'content_template' && asText(content_sid) !== '';
        if (asText(body) !== '' || asText(media_url) !== '' || template) continue;
        report({ state: name, message: 'The message is empty' });
      }
    },
  },
];
