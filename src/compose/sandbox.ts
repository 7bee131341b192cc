import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Logger } from 'pino';
import type { AppDeps } from '../app/deps.js';
import { receiveText } from '../app/enrollments/receiveText.js';
import { recordBounce } from '../app/enrollments/recordBounce.js';
import { recordMailSign } from '../app/enrollments/recordMailSign.js';
import { recordMeeting } from '../app/enrollments/recordMeeting.js';
import { recordReply } from '../app/enrollments/recordReply.js';
import { recordTextReport } from '../app/enrollments/recordTextReport.js';
import { unsubscribe } from '../app/enrollments/unsubscribe.js';
import { reasonOf } from '../app/faults.js';
import { importFiles } from '../app/importing/importFiles.js';
import { changeSettings } from '../app/people/changeSettings.js';
import { identifyMember } from '../app/people/identifyMember.js';
import type { MovableClock } from '../app/ports/movable-clock.js';
import type { Timers } from '../app/ports/timers.js';
import type { Config } from '../config.js';
import { createSandbox, SANDBOX_BOT_TOKEN, SENDGRID_PATH, SLACK_API_PATH } from '../sandbox/sandbox.js';
import { PEOPLE } from '../sandbox/slack/workspace.js';
import { createTimeMachine } from '../sandbox/time-machine.js';
import { events, shortcuts } from '../slack/surface.js';
import { projectFolder } from './database.js';
import type { Firing } from './firing.js';
import { eventsPath } from './slack.js';
import type { Web } from './web.js';

/** What the build makes of the page. */
const builtPage = join(projectFolder, 'dist/sandbox/page');

/** Credentials of the stand-in: the signing secret is new at every start, since both sides live in this process. */
export function sandboxSlack(secret: Buffer) {
  return { mode: 'http' as const, botToken: SANDBOX_BOT_TOKEN, signingSecret: secret.toString('hex') };
}
sandboxSlack.apiUrl = (localUrl: string) => `${localUrl}${SLACK_API_PATH}`;
sandboxSlack.sendgridUrl = (localUrl: string) => `${localUrl}${SENDGRID_PATH}`;
sandboxSlack.mailFrom = 'sales@harbor.example';
sandboxSlack.postalAddress = 'Harbor Analytics, 12 Pier Road, Portland, ME 04101, USA';

/** The sandbox, mounted on the program's web server and driving its Bolt app by signed HTTP. */
export async function composeSandbox(parts: {
  readonly config: Pick<Config, 'dataDir' | 'command'>;
  readonly web: Web;
  readonly deps: AppDeps;
  readonly clock: MovableClock;
  readonly firing: Firing;
  readonly timers: Timers;
  readonly log: Logger;
  readonly slack: ReturnType<typeof sandboxSlack>;
}) {
  const { config, web, deps, clock, firing, timers, log, slack } = parts;
  const localUrl = `http://127.0.0.1:${web.port}`;
  const { nextDueAt } = firing;
  const settle = firing.pump.idle;
  const timeMachine = createTimeMachine({ clock, settle, nextDueAt, fireDue: firing.pump.drain });
  const source = (executionId: string) => ({ sourceId: `sandbox:${deps.ids.next()}`, executionId });
  const sandbox = await createSandbox({
    folder: config.dataDir,
    timers,
    ids: deps.ids,
    page: { index: builtPage, bundle: builtPage },
    onFault: (error) => log.error({ reason: reasonOf(error) }, 'the sandbox itself failed'),
    program: {
      eventsUrl: () => `${localUrl}${eventsPath}`,
      sandboxUrl: () => localUrl,
      signingSecret: slack.signingSecret,
      command: config.command,
      shortcuts,
      events,
      now: () => clock.now(),
      zone: async () => (await deps.store.read.workspaces.all())[0]?.zone ?? 'UTC',
      settle,
      nextDueAt: firing.nextStepAt,
      hasOpenTask: async () => {
        const [workspace] = await deps.store.read.workspaces.all();
        return (
          workspace !== undefined &&
          (await deps.store.read.tasks.count({ workspaceId: workspace.id, state: 'open' })) > 0
        );
      },
      openLines: async () => {
        const [workspace] = await deps.store.read.workspaces.all();
        const lines = workspace === undefined ? [] : await deps.store.read.parcels.openLines(workspace.id);
        return lines.map(({ id, item, quantity, contact: { name, email }, listName }) => {
          return { id, item, quantity, contact: name ?? email, list: listName };
        });
      },
      // Afterwards no alarm is set yet for what falls due within the minute.
      travel: (to, onStop) => timeMachine.travel(to, onStop).finally(deps.poke),
      mailEvents: {
        reply: async (executionId, said) => void (await recordReply(deps, { ...source(executionId), said })),
        delivered: async (executionId) => void (await recordMailSign(deps, { executionId, sign: 'delivered' })),
        open: async (executionId) => void (await recordMailSign(deps, { executionId, sign: 'open' })),
        click: async (executionId) => void (await recordMailSign(deps, { executionId, sign: 'click' })),
        meeting: async (executionId) => void (await recordMeeting(deps, source(executionId))),
        bounce: async (executionId) => void (await recordBounce(deps, source(executionId))),
        unsubscribe: async (executionId) => void (await unsubscribe(deps, source(executionId))),
      },
      textEvents: {
        comesIn: (text) => receiveText(deps, { ...text, providerMessageId: `sandbox:${deps.ids.next()}` }),
        // Twilio's number for a line that takes no texts.
        fails: (executionId, providerMessageId) =>
          recordTextReport(deps, { executionId, providerMessageId, status: 'failed', errorCode: '30006' }),
      },
    },
  });
  web.app.use(sandbox.router);
  return {
    stop: sandbox.stop,
    /**
     * Before Slack connects: lets the program's time run on, should a run have been killed while its time machine held
     * it, and brings in the example cadences, templates and contacts the first time, as any import does. Answers
     * whether this was the first time.
     */
    loadExamples: async () => {
      await clock.release(await clock.now());
      if ((await deps.store.read.workspaces.all()).length > 0) return false;
      const result = await importFiles(deps, await exampleFiles(join(projectFolder, 'examples')));
      if (!result.ok) throw new Error(`the examples cannot be imported: ${JSON.stringify(result)}`);
      return true;
    },
    /** After it, the first time: the admin names the manager whom the page shows as one. */
    nameManager: async () => {
      const [workspace] = await deps.store.read.workspaces.all();
      const admin = workspace && (await identify(deps, workspace.id, 'admin'));
      const manager = PEOPLE.find(({ role }) => role === 'manager');
      if (admin === undefined || manager === undefined) return;
      await changeSettings(deps, {
        actor: admin,
        change: { addManagers: [{ by: 'slack-id', slackUserId: manager.id }] },
      });
    },
  };
}

async function identify(deps: AppDeps, workspaceId: string, role: 'admin') {
  const slackUserId = PEOPLE.find((person) => person.role === role)?.id ?? '';
  const identified = await identifyMember(deps, { workspaceId, slackUserId });
  return identified.ok ? identified.member : undefined;
}

async function exampleFiles(folder: string) {
  const names = (await readdir(folder, { recursive: true })).filter((name) => /\.(ya?ml|csv)$/.test(name)).sort();
  return Promise.all(names.map(async (name) => ({ name, content: await readFile(join(folder, name), 'utf8') })));
}
