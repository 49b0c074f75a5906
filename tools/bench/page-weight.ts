import { readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { buildIfStale } from '../build';
import { PROJECT_FOLDER } from '../project-folder';
import { bytes, table } from './markdown';
import type { Part } from './part';
import { withRig } from './rig';
import { filesOfVideoPage } from './video-page-files';

const ASSETS = path.join(PROJECT_FOLDER, 'dist', 'assets');
const ENTRY = 'chat/default.js';
const LIMIT_BYTES = 15 * 1024;
const VIDEO_LIMIT_BYTES = 25 * 1024;

/** Loaded by nothing but another language than English, or a site that asks for a proof. */
const OPTIONAL = /^chat\/(words|challenge)-/;

/** What a page of a shop loads for the chat, before anybody opens it and after; and the page of a video call. */
export const pageWeight: Part = {
  name: 'page-weight',
  title: 'Page weight of the chat client and of the video page',
  measure: async () => {
    await buildIfStale();
    const before = [ENTRY, ...lateScripts(ENTRY)];
    const after = lateScripts('chat/chat.js');
    // The list grows while it is read: what a late script loads late comes behind it.
    for (const file of after) after.push(...lateScripts(file).filter((next) => !after.includes(next)));
    const opened = after.filter((file) => !OPTIONAL.test(file));
    const weight = sum(before, 1);
    const video = await withRig(filesOfVideoPage);
    const videoWeight = sum(video.before, 1);
    const rows = [
      ...before.map((file) => row('before', file)),
      total('before', before),
      ...opened.map((file) => row('after', file)),
      total('after', opened),
      ...after.filter((file) => OPTIONAL.test(file)).map((file) => row('when wanted', file)),
    ];
    return {
      targets: [
        {
          what: 'page weight before the chat is opened',
          target: `≤ ${bytes(LIMIT_BYTES)} bytes gzipped`,
          measured: bytes(weight),
          met: weight <= LIMIT_BYTES,
        },
        {
          what: 'page weight of the video page before joining',
          target: `≤ ${bytes(VIDEO_LIMIT_BYTES)} bytes gzipped`,
          measured: bytes(videoWeight),
          met: videoWeight <= VIDEO_LIMIT_BYTES,
        },
      ],
      details: `The scripts that \`<script src="…/chat/default.js" defer></script>\` brings along: the site's and the launcher with the page
(*before*), the window and the Conversations SDK when somebody opens the chat or goes on with one (*after*).

${table(['opening the chat', 'file', 'bytes', 'gzip'], rows)}

What Chromium loads for the customer's page of a video call: with the invitation's link open and the camera's picture shown
(*before*), and from there until the agent is seen (*after*, with the Video SDK).

${table(
  ['joining the call', 'file', 'bytes', 'gzip'],
  [
    ...video.before.map((file) => row('before', file)),
    total('before', video.before),
    ...video.after.map((file) => row('after', file)),
    total('after', video.after),
  ],
)}`,
    };
  },
};

const read = (file: string) => readFileSync(path.join(ASSETS, file));

/** The classic scripts that one loads late, as the build has written them into it. */
const lateScripts = (file: string): string[] =>
  [
    ...read(file)
      .toString()
      .matchAll(/"([\w-]+\.js)\?v=[0-9a-f]{8}"/g),
  ].map(([, name]) => `chat/${name}`);

const sizes = (file: string) => [read(file).length, gzipSync(read(file)).length] as const;

const sum = (files: string[], index: 0 | 1): number => files.reduce((all, file) => all + sizes(file)[index], 0);

const row = (when: string, file: string) => [when, `\`${file}\``, ...sizes(file).map(bytes)];

const total = (when: string, files: string[]) => [when, '**all**', bytes(sum(files, 0)), bytes(sum(files, 1))];
