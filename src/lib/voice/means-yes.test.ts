import { meansYes } from './means-yes';

test.each([
  ...['1', 'one', 'Yes, please.', 'yes', 'Yeah.', 'Yes, but not before five', 'Sure, go ahead.', 'Okay, call me back.'],
  ...[
    'Please.',
    'Please do',
    'OK thanks',
    'Ja',
    'Ja, gerne!',
    'Gerne',
    'Bitte',
    'Oui.',
    'Oui, merci',
    'sí',
    'Sí, claro',
    'Si',
  ],
])('README example: "%s" is a yes', (answer) => {
  expect(meansYes(answer)).toBe(true);
});

test.each([
  ...['', '2', '11', 'No', 'No, thank you.', "Please don't", 'Please do not call me', 'Okay, no thanks', 'Sure not'],
  ...['One moment', 'So what?', 'Nein danke', 'Bitte nicht', 'Gerne nicht', 'Claro que no', 'Yesterday', 'Non merci'],
])('"%s" is none', (answer) => {
  expect(meansYes(answer)).toBe(false);
});
