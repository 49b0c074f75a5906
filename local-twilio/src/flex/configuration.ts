import type { Kernel } from '../kernel';

/** flex-api.twilio.com/v1/Configuration, for reading: https://www.twilio.com/docs/flex/developer/config/flex-configuration-rest-api */
export function serveConfiguration({ account, clock, routes }: Kernel, offlineActivitySid: () => string): void {
  const since = clock.isoNow().replace(/\.\d+Z$/, 'Z');
  routes.on('GET', 'flex-api.twilio.com', '/v1/Configuration', () => ({
    status: 200,
    body: {
      ...UNTOUCHED,
      account_sid: account.accountSid,
      date_created: since,
      date_updated: since,
      status: 'ok',
      taskrouter_workspace_sid: account.workspaceSid,
      taskrouter_target_workflow_sid: account.workflowSid,
      taskrouter_target_taskqueue_sid: account.queueSid,
      taskrouter_taskqueues: [{ sid: account.queueSid, targettable: true }],
      taskrouter_offline_activity_sid: offlineActivitySid(),
      runtime_domain: 'https://flex.twilio.com',
      chat_service_instance_sid: account.conversationsServiceSid,
      flex_service_instance_sid: account.conversationsServiceSid,
      flex_instance_sid: account.flexInstanceSid,
      ui_language: 'en-us',
      ui_version: '2.x.x',
      service_version: '1.0.0',
      url: 'https://flex-api.twilio.com/v1/Configuration',
    },
  }));
}

/** What nobody has set. */
const UNTOUCHED = {
  attributes: {},
  taskrouter_skills: [],
  taskrouter_worker_channels: null,
  taskrouter_worker_attributes: {},
  messaging_service_instance_sid: null,
  ui_attributes: {},
  ui_dependencies: {},
  call_recording_enabled: false,
  call_recording_webhook_url: null,
  crm_enabled: false,
  crm_type: null,
  crm_callback_url: null,
  crm_fallback_url: null,
  crm_attributes: null,
  public_attributes: {},
  plugin_service_enabled: true,
  plugin_service_attributes: {},
  integrations: [],
  outbound_call_flows: null,
  serverless_service_sids: [],
  queue_stats_configuration: null,
  notifications: null,
  markdown: null,
  flex_insights_hr: null,
  flex_insights_drilldown: null,
  flex_url: null,
  channel_configs: [],
  debugger_integration: null,
  flex_ui_status_report: null,
  agent_conv_end_methods: null,
  citrix_voice_vdi: null,
  offline_config: null,
};
