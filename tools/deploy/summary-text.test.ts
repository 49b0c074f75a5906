import { stoppedText, summaryText } from './summary-text';

const total = '4.0 s';
const domain = 'flex-handoff-1234.twil.io';

test('the summary says what changed, and where the chat is', () => {
  expect(summaryText({ changed: ['a', 'b'], total }, { domain })).toBe(
    `Done in 4.0 s. Changed:\n  - a\n  - b\nThe chat for your site: <script src="https://${domain}/chat/default.js" defer></script>`,
  );
  expect(summaryText({ changed: [], total }, { domain })).toMatch(/^Done in 4\.0 s: nothing had to be changed\.\n/);
  expect(summaryText({ changed: [], total }, { dryRun: true, domain })).toBe(
    'A dry run of 4.0 s: nothing was changed.',
  );
});

test('a deployment that stopped says what it has done', () => {
  expect(stoppedText({ changed: ['a'], total })).toBe('Stopped after 4.0 s. Done, and it stays done:\n  - a');
});
