import { type CallbackId, callbackIds } from '../../action-ids.js';
import { publishBuilder } from './builder.js';
import { submitColleagues } from './colleagues.js';
import { submitContact } from './contact.js';
import { submitDigest } from './digest.js';
import { submitEnroll } from './enroll.js';
import { submitHandOver } from './hand-over.js';
import { submitImport } from './import.js';
import { submitParcelList } from './parcel-list.js';
import { submitPart } from './part.js';
import { submitPause } from './pause.js';
import { submitPickedContact, submitPickedSequence } from './pick.js';
import { submitRemove } from './remove.js';
import { submitReplacement, submitSeenReplacement } from './replace-template.js';
import { submitReplied } from './replied.js';
import { submitSeenRestore } from './restore.js';
import { submitResume } from './resume.js';
import { goOnWithOwn, publishReviewed } from './review.js';
import { submitSequenceSettings } from './sequence-settings.js';
import { submitSettings } from './settings.js';
import { submitSnooze } from './snooze.js';
import { submitStep } from './step.js';
import type { SubmissionHandler } from './submission.js';
import { submitPreview, submitTemplate } from './template.js';
import { submitTest } from './test.js';

/** Every modal there is: a new one does not compile until it is handled here. */
const handlers: Readonly<Record<CallbackId, SubmissionHandler>> = {
  [callbackIds.enroll]: submitEnroll,
  [callbackIds.builder]: publishBuilder,
  [callbackIds.review]: publishReviewed,
  [callbackIds.rebase]: goOnWithOwn,
  [callbackIds.sequenceSettings]: submitSequenceSettings,
  [callbackIds.step]: submitStep,
  [callbackIds.part]: submitPart,
  [callbackIds.snooze]: submitSnooze,
  [callbackIds.pause]: submitPause,
  [callbackIds.resume]: submitResume,
  [callbackIds.remove]: submitRemove,
  [callbackIds.colleagues]: submitColleagues,
  [callbackIds.replied]: submitReplied,
  [callbackIds.contact]: submitContact,
  [callbackIds.test]: submitTest,
  [callbackIds.digest]: submitDigest,
  [callbackIds.settings]: submitSettings,
  [callbackIds.import]: submitImport,
  [callbackIds.handOver]: submitHandOver,
  [callbackIds.template]: submitTemplate,
  [callbackIds.templatePreview]: submitPreview,
  [callbackIds.replaceTemplate]: submitReplacement,
  [callbackIds.replaceSeen]: submitSeenReplacement,
  [callbackIds.parcelList]: submitParcelList,
  [callbackIds.restoreSeen]: submitSeenRestore,
  [callbackIds.pickContact]: submitPickedContact,
  [callbackIds.pickSequence]: submitPickedSequence,
  [callbackIds.shown]: async () => ({ kind: 'close' }),
};

/** The handler of a modal; null for one that was never given out, or not any more. */
export function submissionHandler(callbackId: string): SubmissionHandler | null {
  return isKnown(callbackId) ? handlers[callbackId] : null;
}

function isKnown(id: string): id is CallbackId {
  return Object.hasOwn(handlers, id);
}
