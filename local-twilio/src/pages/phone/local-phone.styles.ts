import { css } from 'lit';

export const LOCAL_PHONE_STYLES = css`
  :host {
    display: grid;
    place-items: center;
    height: 100dvh;
    background: var(--canvas);
  }
  main {
    display: grid;
    grid-template-rows: auto minmax(0, 1fr) auto;
    width: 100%;
    max-width: 440px;
    height: 100%;
    max-height: 760px;
    overflow: hidden;
    background: var(--surface);
  }
  @media (min-width: 500px) and (min-height: 500px) {
    main {
      height: min(760px, 92dvh);
      border: 1px solid var(--line);
      border-radius: 24px;
      box-shadow: 0 16px 48px rgb(10 30 28 / 14%);
    }
  }
  header {
    padding: 18px 20px 12px;
    border-bottom: 1px solid var(--line);
    text-align: center;
  }
  h1 {
    font-size: 20px;
    font-weight: 650;
    letter-spacing: -0.01em;
  }
  .idle {
    display: grid;
    align-content: center;
    justify-items: center;
    gap: 14px;
    padding: 20px 28px;
    overflow-y: auto;
    text-align: center;
  }
  .choices {
    display: flex;
    gap: 28px;
  }
  footer {
    display: grid;
    gap: 12px;
    padding: 12px 16px 16px;
    border-top: 1px solid var(--line);
  }
  form {
    display: flex;
    gap: 8px;
  }
  input {
    flex: 1;
    min-width: 0;
    min-height: 44px;
    padding: 0 14px;
    border: 1px solid var(--muted);
    border-radius: 12px;
    background: var(--surface);
  }
  ::placeholder {
    color: var(--muted);
    opacity: 1;
  }
  .send {
    background: var(--accent);
    color: var(--on-accent);
  }
  .tools {
    display: flex;
    align-items: center;
    justify-content: center;
    gap: 14px;
  }
  .tools button {
    width: 52px;
    height: 52px;
    border-radius: 50%;
    background: var(--other);
  }
  .tools button[aria-pressed='true'],
  .tools button[aria-expanded='true'] {
    background: var(--accent);
    color: var(--on-accent);
  }
  .tools .round {
    width: 68px;
    height: 68px;
    background: var(--go);
    color: var(--on-button);
  }
  .tools .stop {
    background: var(--stop);
    color: var(--on-button);
  }
  .number {
    font-variant-numeric: tabular-nums;
  }
`;
