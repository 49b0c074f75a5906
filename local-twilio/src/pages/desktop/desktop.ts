import { AgentApp } from './agent-app';
import { AgentDesktop } from './agent-desktop';
import { AgentPicker } from './agent-picker';
import { ChatPane } from './chat-pane';
import { FlowStrip } from './flow-strip';
import { TaskCard } from './task-card';
import { TaskDetails } from './task-details';

customElements.define('agent-app', AgentApp);
customElements.define('agent-desktop', AgentDesktop);
customElements.define('agent-picker', AgentPicker);
customElements.define('chat-pane', ChatPane);
customElements.define('flow-strip', FlowStrip);
customElements.define('task-card', TaskCard);
customElements.define('task-details', TaskDetails);
