/** What a page can make of the same chat, with custom properties alone. docs/embedding.md lists them all. */
export interface Look {
  name: string;
  title: string;
  properties: Readonly<Record<`--flex-chat-${string}`, string>>;
}

export const LOOKS: readonly Look[] = [
  { name: 'plain', title: 'As it comes', properties: {} },
  {
    name: 'outlet',
    title: 'Square and red',
    properties: { '--flex-chat-accent': '#b3261e', '--flex-chat-accent-dark': '#ff8a80', '--flex-chat-radius': '4px' },
  },
  {
    name: 'indigo',
    title: 'Round and indigo',
    properties: { '--flex-chat-accent': '#4a4fd8', '--flex-chat-accent-dark': '#9a9eff', '--flex-chat-radius': '26px' },
  },
  {
    name: 'ink',
    title: 'Ink on paper',
    properties: {
      '--flex-chat-accent': '#1c1b19',
      '--flex-chat-accent-dark': '#ece7dc',
      '--flex-chat-surface': '#fffdf7',
      '--flex-chat-text': '#23211d',
      '--flex-chat-surface-dark': '#1b1a17',
      '--flex-chat-text-dark': '#ece7dc',
      '--flex-chat-font': 'Georgia, "Times New Roman", serif',
      '--flex-chat-radius': '2px',
    },
  },
  {
    name: 'sun',
    title: 'A bright accent',
    properties: {
      '--flex-chat-accent': '#ffc233',
      '--flex-chat-bubble': '#ffe6a8',
      '--flex-chat-bubble-dark': '#5a4510',
    },
  },
  {
    name: 'sky',
    title: 'Quiet bubbles',
    properties: {
      '--flex-chat-accent': '#0068b8',
      '--flex-chat-accent-dark': '#7cc0f5',
      '--flex-chat-bubble': '#dceefb',
      '--flex-chat-bubble-dark': '#14405f',
    },
  },
];
