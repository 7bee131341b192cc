import type { OutwardKind } from '../../../domain/steps/step.js';
import type { StepKind } from '../../../domain/steps/step-kind.js';
import type { KindForm, OwnContent } from './kind-form.js';
import { branchForm } from './kinds/branch.js';
import { delayForm } from './kinds/delay.js';
import { emailContent, emailForm } from './kinds/email.js';
import { exitForm } from './kinds/exit.js';
import { fulfillmentContent, fulfillmentForm } from './kinds/fulfillment.js';
import { postcardContent, postcardForm } from './kinds/postcard.js';
import { ruleForm } from './kinds/rule.js';
import { smsContent, smsForm } from './kinds/sms.js';
import { taskContent, taskForm } from './kinds/task.js';

/** One form a kind. */
export const kindForms: Readonly<Record<StepKind, KindForm>> = {
  email: emailForm,
  sms: smsForm,
  task: taskForm,
  postcard: postcardForm,
  fulfillment: fulfillmentForm,
  rule: ruleForm,
  delay: delayForm,
  branch: branchForm,
  exit: exitForm,
};

/** What a variant of a split test says, by the kind of its step. */
export const ownContents: Readonly<Record<OutwardKind, OwnContent>> = {
  email: emailContent,
  sms: smsContent,
  task: taskContent,
  postcard: postcardContent,
  fulfillment: fulfillmentContent,
};
