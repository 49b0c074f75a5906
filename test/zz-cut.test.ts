import { httpsUrl, setEventCallback } from './testing/account';
import { Agent } from './testing/agent';
import { launchBrowser } from './testing/browser';
import { line, startChat } from './testing/chat-pages';
import { startHouse } from './testing/house';

test('cut', async () => {
  const [house, browser] = await Promise.all([startHouse({}), launchBrowser()]);
  await setEventCallback(house, httpsUrl(house, '/webhook'));
  const alice = await Agent.signIn(house, 'Alice');
  await alice.goes('Available');
  const page = await browser.newPage();
  const out: string[] = [];
  page.on('pageerror', (error) => out.push(`pageerror ${String(error)}`));
  page.setDefaultTimeout(10_000);
  await page.goto(house.url);
  await startChat(page, 'Mia', 'lamp');
  await alice.takes();
  await line(page, 'Alice joined the chat').waitFor();
  for (let cut = 1; cut < 9; cut += 1) {
    const loading = page.waitForEvent('websocket');
    await page.reload();
    const socket = await loading;
    let n = 0;
    await socket.waitForEvent('framereceived', () => {
      n += 1;
      if (n < cut) return false;
      house.twilio.drop();
      return true;
    }).catch(() => out.push(`no ${cut} frames, ${n}`));
    const t = Date.now();
    const end = await page.getByRole('button', { name: 'End chat' }).waitFor({ timeout: 25_000 }).then(() => 'open', () => 'stuck');
    out.push(`cut after ${cut}: ${end} ${Date.now() - t} ${await page.locator('flex-chat').evaluate((c) => c.shadowRoot?.querySelector('flex-chat-window')?.shadowRoot?.querySelector('.status')?.textContent?.trim())}`);
  }
  console.log(out.join('\n'));
  await browser.close(); await alice.signOut(); await house.stop();
}, 280_000);
