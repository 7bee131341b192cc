-- CreateTable
CREATE TABLE "program_clock" (
    "id" INTEGER NOT NULL,
    "offset_ms" BIGINT NOT NULL DEFAULT 0,
    "frozen_at" TIMESTAMPTZ(3),

    CONSTRAINT "program_clock_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "program_secrets" (
    "name" TEXT NOT NULL,
    "value" BYTEA NOT NULL,

    CONSTRAINT "program_secrets_pkey" PRIMARY KEY ("name")
);

-- CreateTable
CREATE TABLE "alarm_gaps" (
    "id" UUID NOT NULL,
    "worker" TEXT NOT NULL,
    "began_at" TIMESTAMPTZ(3) NOT NULL,
    "last_at" TIMESTAMPTZ(3) NOT NULL,
    "times" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "alarm_gaps_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "workspaces" (
    "id" UUID NOT NULL,
    "slack_team_id" TEXT,
    "name" TEXT NOT NULL,
    "zone" TEXT NOT NULL,
    "zone_is_set" BOOLEAN NOT NULL DEFAULT false,
    "delay_grid_minutes" INTEGER NOT NULL DEFAULT 30,
    "late_after_minutes" INTEGER NOT NULL DEFAULT 240,
    "approval_limit" INTEGER NOT NULL DEFAULT 100,
    "mail_from" TEXT,
    "mail_senders" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "mails_per_hour" INTEGER,
    "mails_per_day" INTEGER,
    "postal_address" TEXT,
    "bot_user_id" TEXT,
    "paused_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "workspaces_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "mailboxes" (
    "workspace_id" UUID NOT NULL,
    "address" TEXT NOT NULL,
    "opens_at" TIMESTAMPTZ(3),

    CONSTRAINT "mailboxes_pkey" PRIMARY KEY ("workspace_id","address")
);

-- CreateTable
CREATE TABLE "requests" (
    "id" UUID NOT NULL,
    "lease_until" TIMESTAMPTZ(3) NOT NULL,
    "never_left" TEXT,
    "execution_ids" UUID[],
    "attempts" INTEGER[],
    "kept_at" TIMESTAMPTZ(3),
    "provider_message_id" TEXT,

    CONSTRAINT "requests_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "provider_paces" (
    "lane" TEXT NOT NULL,
    "next_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "provider_paces_pkey" PRIMARY KEY ("lane")
);

-- CreateTable
CREATE TABLE "members" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "slack_user_id" TEXT,
    "handle" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "email" TEXT,
    "title" TEXT,
    "zone" TEXT,
    "is_slack_admin" BOOLEAN NOT NULL DEFAULT false,
    "is_manager" BOOLEAN NOT NULL DEFAULT false,
    "is_refused" BOOLEAN NOT NULL DEFAULT false,
    "paused_at" TIMESTAMPTZ(3),
    "stand_in_id" UUID,
    "seen_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "members_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "home_views" (
    "member_id" UUID NOT NULL,
    "asked" INTEGER NOT NULL,
    "place" TEXT,

    CONSTRAINT "home_views_pkey" PRIMARY KEY ("member_id")
);

-- CreateTable
CREATE TABLE "contacts" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "email_key" TEXT NOT NULL,
    "first_name" TEXT,
    "last_name" TEXT,
    "name" TEXT,
    "company" TEXT,
    "title" TEXT,
    "phone" TEXT,
    "zone" TEXT,
    "notes" TEXT,
    "tags" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "fields" JSONB NOT NULL DEFAULT '{}',
    "owner_id" UUID,
    "last_edit" JSONB,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "contacts_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "suppressions" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "email_key" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "created_by_id" UUID,

    CONSTRAINT "suppressions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sequences" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "current_version_id" UUID,
    "paused_at" TIMESTAMPTZ(3),
    "archived_at" TIMESTAMPTZ(3),
    "promotion_due_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "sequences_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sequence_versions" (
    "id" UUID NOT NULL,
    "sequence_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "definition" JSONB NOT NULL,
    "published_at" TIMESTAMPTZ(3) NOT NULL,
    "published_by_id" UUID,

    CONSTRAINT "sequence_versions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sequence_drafts" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "member_id" UUID NOT NULL,
    "sequence_id" UUID,
    "base_version_id" UUID,
    "definition" JSONB NOT NULL,
    "revision" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "sequence_drafts_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "draft_forms" (
    "id" UUID NOT NULL,
    "draft_id" UUID NOT NULL,
    "file" JSONB NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "draft_forms_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "publish_requests" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "sequence_id" UUID,
    "draft_id" UUID,
    "template_id" UUID,
    "text" JSONB,
    "revision" INTEGER NOT NULL,
    "finished" TEXT NOT NULL,
    "numbers" JSONB NOT NULL,
    "state" TEXT NOT NULL,
    "asked_by_id" UUID NOT NULL,
    "asked_at" TIMESTAMPTZ(3) NOT NULL,
    "decided_by_id" UUID,
    "decided_at" TIMESTAMPTZ(3),
    "version" INTEGER,

    CONSTRAINT "publish_requests_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "templates" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "content" JSONB NOT NULL,
    "version" INTEGER NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "templates_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "template_versions" (
    "id" UUID NOT NULL,
    "template_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "content" JSONB NOT NULL,
    "saved_at" TIMESTAMPTZ(3) NOT NULL,
    "saved_by_id" UUID,

    CONSTRAINT "template_versions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "enrollments" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "sequence_id" UUID NOT NULL,
    "sequence_version_id" UUID NOT NULL,
    "contact_id" UUID NOT NULL,
    "owner_id" UUID NOT NULL,
    "in_hand" BOOLEAN NOT NULL DEFAULT false,
    "status" TEXT NOT NULL,
    "exit_reason" TEXT,
    "pauses" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "paused_until" TIMESTAMPTZ(3),
    "hold" TEXT,
    "hold_reason" TEXT,
    "progress" JSON NOT NULL,
    "queued_for" TEXT,
    "next_step_id" TEXT,
    "lane" TEXT NOT NULL DEFAULT 'inside',
    "due_at" TIMESTAMPTZ(3),
    "held_due_at" TIMESTAMPTZ(3),
    "planned_at" TIMESTAMPTZ(3),
    "paused_at" TIMESTAMPTZ(3),
    "enrolled_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "enrollments_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "pause_ends" (
    "workspace_id" UUID NOT NULL,
    "scope" TEXT NOT NULL,
    "subject_id" UUID NOT NULL,
    "until" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "pause_ends_pkey" PRIMARY KEY ("scope","subject_id")
);

-- CreateTable
CREATE TABLE "enrollment_history" (
    "id" BIGSERIAL NOT NULL,
    "workspace_id" UUID NOT NULL,
    "enrollment_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "by_id" UUID,
    "what" JSONB NOT NULL,

    CONSTRAINT "enrollment_history_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "executions" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "enrollment_id" UUID NOT NULL,
    "step_id" TEXT NOT NULL,
    "step_name" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "occurrence" INTEGER NOT NULL,
    "sequence_id" UUID NOT NULL,
    "variant" TEXT,
    "state" TEXT NOT NULL,
    "reason" TEXT,
    "planned_at" TIMESTAMPTZ(3),
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "fired_at" TIMESTAMPTZ(3),
    "settled_at" TIMESTAMPTZ(3),
    "look_up_at" TIMESTAMPTZ(3),
    "claimed_by" TEXT,
    "lease_until" TIMESTAMPTZ(3),
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "provider_message_id" TEXT,
    "mailbox" TEXT,
    "counted_at" TIMESTAMPTZ(3),
    "summary" JSON,
    "trace" JSONB,

    CONSTRAINT "executions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "execution_attempts" (
    "execution_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "outcome" TEXT NOT NULL,
    "reason" TEXT,

    CONSTRAINT "execution_attempts_pkey" PRIMARY KEY ("execution_id","number")
);

-- CreateTable
CREATE TABLE "provider_events" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "execution_id" UUID,
    "enrollment_id" UUID,
    "contact_id" UUID,
    "kind" TEXT NOT NULL,
    "source_id" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "detail" JSONB,
    "sequence_id" UUID,
    "step_id" TEXT,
    "variant" TEXT,
    "touched_at" TIMESTAMPTZ(3),

    CONSTRAINT "provider_events_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "tasks" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "enrollment_id" UUID NOT NULL,
    "execution_id" UUID NOT NULL,
    "step_id" TEXT NOT NULL,
    "occurrence" INTEGER NOT NULL,
    "sequence_id" UUID NOT NULL,
    "variant" TEXT,
    "assignee_id" UUID,
    "stands_in_for_id" UUID,
    "type" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "notes" TEXT,
    "pauses" BOOLEAN NOT NULL,
    "appeared_at" TIMESTAMPTZ(3) NOT NULL,
    "due_at" TIMESTAMPTZ(3),
    "snoozed_until" TIMESTAMPTZ(3),
    "announce_at" TIMESTAMPTZ(3),
    "state" TEXT NOT NULL,
    "outcome" TEXT,
    "closed_at" TIMESTAMPTZ(3),
    "closed_by_id" UUID,
    "closed_reason" TEXT,

    CONSTRAINT "tasks_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "posts" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "conversation" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "subject_id" UUID,
    "content" JSONB,
    "enrollment_id" UUID,
    "key" TEXT NOT NULL,
    "wanted" INTEGER NOT NULL DEFAULT 1,
    "shown" INTEGER NOT NULL DEFAULT 0,
    "fingerprint" TEXT,
    "list_id" UUID,
    "due_at" TIMESTAMPTZ(3),
    "lease_until" TIMESTAMPTZ(3),
    "claimed_by" TEXT,
    "sending_since" TIMESTAMPTZ(3),
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "problem" TEXT,
    "channel" TEXT,
    "ts" TEXT,
    "thread_ts" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "posts_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "digests" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "channel" TEXT NOT NULL,
    "channel_name" TEXT NOT NULL,
    "rhythm" TEXT NOT NULL,
    "at" TEXT NOT NULL,
    "zone" TEXT NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "reported_to" TIMESTAMPTZ(3) NOT NULL,
    "created_by_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "digests_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "audit_entries" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "actor_id" UUID,
    "action" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "detail" JSONB,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "audit_entries_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "alarm_gaps_last_at_idx" ON "alarm_gaps"("last_at");

-- CreateIndex
CREATE UNIQUE INDEX "workspaces_slack_team_id_key" ON "workspaces"("slack_team_id");

-- CreateIndex
CREATE INDEX "members_workspace_id_email_idx" ON "members"("workspace_id", "email");

-- CreateIndex
CREATE UNIQUE INDEX "members_workspace_id_slack_user_id_key" ON "members"("workspace_id", "slack_user_id");

-- CreateIndex
CREATE UNIQUE INDEX "contacts_workspace_id_email_key_key" ON "contacts"("workspace_id", "email_key");

-- CreateIndex
CREATE UNIQUE INDEX "suppressions_workspace_id_email_key_key" ON "suppressions"("workspace_id", "email_key");

-- CreateIndex
CREATE UNIQUE INDEX "sequences_current_version_id_key" ON "sequences"("current_version_id");

-- CreateIndex
CREATE UNIQUE INDEX "sequences_workspace_id_slug_key" ON "sequences"("workspace_id", "slug");

-- CreateIndex
CREATE UNIQUE INDEX "sequence_versions_sequence_id_number_key" ON "sequence_versions"("sequence_id", "number");

-- CreateIndex
CREATE INDEX "sequence_drafts_workspace_id_member_id_idx" ON "sequence_drafts"("workspace_id", "member_id");

-- CreateIndex
CREATE INDEX "draft_forms_draft_id_idx" ON "draft_forms"("draft_id");

-- CreateIndex
CREATE INDEX "publish_requests_draft_id_state_idx" ON "publish_requests"("draft_id", "state");

-- CreateIndex
CREATE INDEX "publish_requests_template_id_state_idx" ON "publish_requests"("template_id", "state");

-- CreateIndex
CREATE INDEX "sequence_drafts_sequence_id_idx" ON "sequence_drafts"("sequence_id");

-- CreateIndex
CREATE UNIQUE INDEX "templates_workspace_id_name_key" ON "templates"("workspace_id", "name");

-- CreateIndex
CREATE UNIQUE INDEX "template_versions_template_id_number_key" ON "template_versions"("template_id", "number");

-- CreateIndex
CREATE INDEX "enrollments_workspace_id_owner_id_status_idx" ON "enrollments"("workspace_id", "owner_id", "status");

-- CreateIndex
CREATE INDEX "enrollments_sequence_id_status_idx" ON "enrollments"("sequence_id", "status");

-- CreateIndex
CREATE INDEX "pause_ends_until_idx" ON "pause_ends"("until");

-- CreateIndex
CREATE INDEX "enrollment_history_enrollment_id_at_idx" ON "enrollment_history"("enrollment_id", "at");

-- CreateIndex
CREATE UNIQUE INDEX "executions_enrollment_id_step_id_occurrence_key" ON "executions"("enrollment_id", "step_id", "occurrence");

-- CreateIndex
CREATE INDEX "provider_events_workspace_id_at_idx" ON "provider_events"("workspace_id", "at");

-- CreateIndex
CREATE INDEX "provider_events_enrollment_id_idx" ON "provider_events"("enrollment_id");

-- CreateIndex
CREATE INDEX "provider_events_execution_id_idx" ON "provider_events"("execution_id");

-- CreateIndex
CREATE UNIQUE INDEX "provider_events_workspace_id_source_id_key" ON "provider_events"("workspace_id", "source_id");

-- CreateIndex
CREATE INDEX "tasks_workspace_id_assignee_id_state_idx" ON "tasks"("workspace_id", "assignee_id", "state");

-- CreateIndex
CREATE INDEX "tasks_report" ON "tasks"("sequence_id", "step_id", "variant", "state", "outcome", "appeared_at");

-- CreateIndex
CREATE INDEX "tasks_report_all" ON "tasks"("sequence_id", "step_id", "variant", "state", "outcome");

-- CreateIndex
CREATE UNIQUE INDEX "tasks_enrollment_id_step_id_occurrence_key" ON "tasks"("enrollment_id", "step_id", "occurrence");

-- CreateIndex
CREATE INDEX "posts_subject_id_idx" ON "posts"("subject_id");

-- CreateIndex
CREATE INDEX "posts_list_id_idx" ON "posts"("list_id");

-- CreateIndex
CREATE INDEX "posts_enrollment_id_idx" ON "posts"("enrollment_id");

-- CreateIndex
CREATE INDEX "posts_workspace_id_conversation_created_at_idx" ON "posts"("workspace_id", "conversation", "created_at");

-- CreateIndex
CREATE UNIQUE INDEX "posts_workspace_id_key_key" ON "posts"("workspace_id", "key");

-- CreateIndex
CREATE INDEX "digests_due" ON "digests"("due_at");

-- CreateIndex
CREATE UNIQUE INDEX "digests_workspace_id_channel_key" ON "digests"("workspace_id", "channel");

-- CreateIndex
CREATE INDEX "audit_entries_workspace_id_at_idx" ON "audit_entries"("workspace_id", "at");

-- CreateIndex
CREATE INDEX "audit_entries_workspace_id_action_subject_at_idx" ON "audit_entries"("workspace_id", "action", "subject", "at");

-- AddForeignKey
ALTER TABLE "mailboxes" ADD CONSTRAINT "mailboxes_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspaces"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "members" ADD CONSTRAINT "members_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspaces"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "members" ADD CONSTRAINT "members_stand_in_id_fkey" FOREIGN KEY ("stand_in_id") REFERENCES "members"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "home_views" ADD CONSTRAINT "home_views_member_id_fkey" FOREIGN KEY ("member_id") REFERENCES "members"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "contacts" ADD CONSTRAINT "contacts_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspaces"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "contacts" ADD CONSTRAINT "contacts_owner_id_fkey" FOREIGN KEY ("owner_id") REFERENCES "members"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "suppressions" ADD CONSTRAINT "suppressions_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspaces"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sequences" ADD CONSTRAINT "sequences_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspaces"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sequences" ADD CONSTRAINT "sequences_current_version_id_fkey" FOREIGN KEY ("current_version_id") REFERENCES "sequence_versions"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sequence_versions" ADD CONSTRAINT "sequence_versions_sequence_id_fkey" FOREIGN KEY ("sequence_id") REFERENCES "sequences"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sequence_drafts" ADD CONSTRAINT "sequence_drafts_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspaces"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sequence_drafts" ADD CONSTRAINT "sequence_drafts_member_id_fkey" FOREIGN KEY ("member_id") REFERENCES "members"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sequence_drafts" ADD CONSTRAINT "sequence_drafts_sequence_id_fkey" FOREIGN KEY ("sequence_id") REFERENCES "sequences"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sequence_drafts" ADD CONSTRAINT "sequence_drafts_base_version_id_fkey" FOREIGN KEY ("base_version_id") REFERENCES "sequence_versions"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "draft_forms" ADD CONSTRAINT "draft_forms_draft_id_fkey" FOREIGN KEY ("draft_id") REFERENCES "sequence_drafts"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "publish_requests" ADD CONSTRAINT "publish_requests_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspaces"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "publish_requests" ADD CONSTRAINT "publish_requests_sequence_id_fkey" FOREIGN KEY ("sequence_id") REFERENCES "sequences"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "publish_requests" ADD CONSTRAINT "publish_requests_template_id_fkey" FOREIGN KEY ("template_id") REFERENCES "templates"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "templates" ADD CONSTRAINT "templates_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspaces"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "template_versions" ADD CONSTRAINT "template_versions_template_id_fkey" FOREIGN KEY ("template_id") REFERENCES "templates"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "template_versions" ADD CONSTRAINT "template_versions_saved_by_id_fkey" FOREIGN KEY ("saved_by_id") REFERENCES "members"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "enrollments" ADD CONSTRAINT "enrollments_sequence_version_id_fkey" FOREIGN KEY ("sequence_version_id") REFERENCES "sequence_versions"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "enrollments" ADD CONSTRAINT "enrollments_contact_id_fkey" FOREIGN KEY ("contact_id") REFERENCES "contacts"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "enrollments" ADD CONSTRAINT "enrollments_owner_id_fkey" FOREIGN KEY ("owner_id") REFERENCES "members"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "pause_ends" ADD CONSTRAINT "pause_ends_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspaces"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "enrollment_history" ADD CONSTRAINT "enrollment_history_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspaces"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "enrollment_history" ADD CONSTRAINT "enrollment_history_enrollment_id_fkey" FOREIGN KEY ("enrollment_id") REFERENCES "enrollments"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "enrollment_history" ADD CONSTRAINT "enrollment_history_by_id_fkey" FOREIGN KEY ("by_id") REFERENCES "members"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "execution_attempts" ADD CONSTRAINT "execution_attempts_execution_id_fkey" FOREIGN KEY ("execution_id") REFERENCES "executions"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "provider_events" ADD CONSTRAINT "provider_events_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspaces"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "provider_events" ADD CONSTRAINT "provider_events_execution_id_fkey" FOREIGN KEY ("execution_id") REFERENCES "executions"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "tasks" ADD CONSTRAINT "tasks_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspaces"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "tasks" ADD CONSTRAINT "tasks_enrollment_id_fkey" FOREIGN KEY ("enrollment_id") REFERENCES "enrollments"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "tasks" ADD CONSTRAINT "tasks_execution_id_fkey" FOREIGN KEY ("execution_id") REFERENCES "executions"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "tasks" ADD CONSTRAINT "tasks_assignee_id_fkey" FOREIGN KEY ("assignee_id") REFERENCES "members"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "tasks" ADD CONSTRAINT "tasks_stands_in_for_id_fkey" FOREIGN KEY ("stands_in_for_id") REFERENCES "members"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "tasks" ADD CONSTRAINT "tasks_closed_by_id_fkey" FOREIGN KEY ("closed_by_id") REFERENCES "members"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "posts" ADD CONSTRAINT "posts_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspaces"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "posts" ADD CONSTRAINT "posts_enrollment_id_fkey" FOREIGN KEY ("enrollment_id") REFERENCES "enrollments"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "posts" ADD CONSTRAINT "posts_list_id_fkey" FOREIGN KEY ("list_id") REFERENCES "posts"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "digests" ADD CONSTRAINT "digests_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspaces"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "digests" ADD CONSTRAINT "digests_created_by_id_fkey" FOREIGN KEY ("created_by_id") REFERENCES "members"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "audit_entries" ADD CONSTRAINT "audit_entries_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspaces"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "audit_entries" ADD CONSTRAINT "audit_entries_actor_id_fkey" FOREIGN KEY ("actor_id") REFERENCES "members"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- CreateTable
CREATE TABLE "fulfillment_lists" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "content" JSONB NOT NULL,
    "version" INTEGER NOT NULL,
    "due_at" TIMESTAMPTZ(3),
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "fulfillment_lists_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "fulfillment_lines" (
    "id" TEXT NOT NULL,
    "list_id" UUID NOT NULL,
    "line" JSONB NOT NULL,
    "added_at" TIMESTAMPTZ(3) NOT NULL,
    "delivery_id" UUID,
    "sent_at" TIMESTAMPTZ(3),

    CONSTRAINT "fulfillment_lines_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "deliveries" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "list_id" UUID,
    "to" JSONB NOT NULL,
    "event" JSONB,
    "closed_at" TIMESTAMPTZ(3) NOT NULL,
    "state" TEXT NOT NULL,
    "reason" TEXT,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "due_at" TIMESTAMPTZ(3),
    "settled_at" TIMESTAMPTZ(3),

    CONSTRAINT "deliveries_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "fulfillment_lists_workspace_id_name_key" ON "fulfillment_lists"("workspace_id", "name");

-- CreateIndex
CREATE INDEX "fulfillment_lines_delivery_id_idx" ON "fulfillment_lines"("delivery_id");

-- CreateIndex
CREATE INDEX "deliveries_list_id_idx" ON "deliveries"("list_id");

-- AddForeignKey
ALTER TABLE "fulfillment_lists" ADD CONSTRAINT "fulfillment_lists_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspaces"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "fulfillment_lines" ADD CONSTRAINT "fulfillment_lines_list_id_fkey" FOREIGN KEY ("list_id") REFERENCES "fulfillment_lists"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "fulfillment_lines" ADD CONSTRAINT "fulfillment_lines_delivery_id_fkey" FOREIGN KEY ("delivery_id") REFERENCES "deliveries"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "deliveries" ADD CONSTRAINT "deliveries_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspaces"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "deliveries" ADD CONSTRAINT "deliveries_list_id_fkey" FOREIGN KEY ("list_id") REFERENCES "fulfillment_lists"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- CreateTable
CREATE TABLE "fulfillment_list_versions" (
    "id" UUID NOT NULL,
    "list_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "content" JSONB NOT NULL,
    "saved_at" TIMESTAMPTZ(3) NOT NULL,
    "saved_by_id" UUID,

    CONSTRAINT "fulfillment_list_versions_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "fulfillment_list_versions_list_id_number_key" ON "fulfillment_list_versions"("list_id", "number");

-- AddForeignKey
ALTER TABLE "fulfillment_list_versions" ADD CONSTRAINT "fulfillment_list_versions_list_id_fkey" FOREIGN KEY ("list_id") REFERENCES "fulfillment_lists"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "fulfillment_list_versions" ADD CONSTRAINT "fulfillment_list_versions_saved_by_id_fkey" FOREIGN KEY ("saved_by_id") REFERENCES "members"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- What Prisma's schema cannot say.

-- The clock has one row.
ALTER TABLE "program_clock" ADD CONSTRAINT "program_clock_one_row" CHECK ("id" = 1);
INSERT INTO "program_clock" ("id") VALUES (1);

-- Who has this number. Of those who have none it would say nothing but their workspace, which is no way to find anybody.
CREATE INDEX "contacts_phone" ON "contacts" ("workspace_id", "phone") WHERE "phone" IS NOT NULL;

-- Imports before Slack connects lie in one workspace.
CREATE UNIQUE INDEX "workspaces_unconnected" ON "workspaces" (("slack_team_id" IS NULL)) WHERE "slack_team_id" IS NULL;

-- A contact is in a sequence once; one that exited may come in again, so each of these counts by itself. All are in it, since it
-- is the way to a contact's enrollments too: an index of its own for that would be written at every change of every row.
CREATE UNIQUE INDEX "enrollments_once" ON "enrollments" ("contact_id", "sequence_id", (CASE WHEN "status" = 'exited' THEN "id" END))
  NULLS NOT DISTINCT;
ALTER TABLE "enrollments" ADD CONSTRAINT "enrollments_status" CHECK ("status" IN ('active', 'completed', 'exited'));
-- Whoever makes one due later finds it free.
ALTER TABLE "enrollments" ADD CONSTRAINT "enrollments_in_hand" CHECK ("due_at" IS NOT NULL OR NOT "in_hand");
-- Room in each page for rows that are marked as taken, which no index has to know of then.
ALTER TABLE "enrollments" SET (fillfactor = 85);
ALTER TABLE "enrollments" ADD CONSTRAINT "enrollments_hold" CHECK ("hold" IN ('blank-field', 'failed', 'uncertain'));

-- Only what may fire lies in the index that workers scan. Of what is due at one time an owner's comes together, since their mails
-- can share requests. By workspace, so that the backlog of one is never read for another's.
CREATE INDEX "enrollments_due" ON "enrollments" ("lane", "workspace_id", "due_at", "owner_id") WHERE "due_at" IS NOT NULL;
CREATE INDEX "tasks_announced" ON "tasks" ("workspace_id", "announce_at") WHERE "announce_at" IS NOT NULL AND "state" = 'open';
CREATE INDEX "posts_due" ON "posts" ("due_at", "id") WHERE "due_at" IS NOT NULL;

-- Leases to look after, and what waits for somebody's word.
CREATE INDEX "executions_leased" ON "executions" ("lease_until") WHERE "state" = 'claimed';
CREATE INDEX "executions_settled" ON "executions" ("workspace_id", "settled_at") WHERE "settled_at" IS NOT NULL;
CREATE INDEX "executions_deferred" ON "executions" ("workspace_id", "due_at") WHERE "state" = 'deferred';
CREATE INDEX "executions_uncertain" ON "executions" ("workspace_id") WHERE "state" = 'uncertain';
-- Lists of providers name what they have by their own ids. Nothing looks a mail up by its, and there are most of them.
CREATE INDEX "executions_message" ON "executions" ("provider_message_id")
  WHERE "provider_message_id" IS NOT NULL AND "kind" <> 'email';
CREATE INDEX "executions_looked_up" ON "executions" ("kind", "workspace_id", "look_up_at") WHERE "look_up_at" IS NOT NULL;
ALTER TABLE "executions" ADD CONSTRAINT "executions_state" CHECK ("state" IN
  ('claimed', 'deferred', 'fired', 'skipped', 'failed', 'uncertain', 'cancelled'));
-- What requests name, row by row. A row is being sent while it is claimed and stands here with its next attempt
-- (docs/decisions/0032-a-beginning-is-one-row.md).
CREATE VIEW "executions_sent" AS
  SELECT r."id" AS "request_id", t."id", t."attempt", r."lease_until", r."never_left", r."kept_at", r."provider_message_id"
  FROM "requests" AS r, unnest(r."execution_ids", r."attempts") AS t("id", "attempt");
ALTER TABLE "publish_requests" ADD CONSTRAINT "publish_requests_state" CHECK ("state" IN
  ('open', 'approved', 'refused', 'replaced'));
ALTER TABLE "tasks" ADD CONSTRAINT "tasks_state" CHECK ("state" IN ('open', 'done', 'skipped', 'closed'));

-- What digests and lists ask for: the few that need somebody, out of many.
CREATE INDEX "enrollments_held" ON "enrollments" ("workspace_id", "hold") WHERE "hold" IS NOT NULL;
CREATE INDEX "enrollments_paused" ON "enrollments" ("workspace_id") WHERE "status" = 'active' AND "pauses" <> '{}';
CREATE INDEX "tasks_stood_in" ON "tasks" ("stands_in_for_id") WHERE "stands_in_for_id" IS NOT NULL AND "state" = 'open';
CREATE INDEX "tasks_open" ON "tasks" ("workspace_id", "due_at") WHERE "state" = 'open';

-- Lists with something on them, what is on them, and deliveries that are not over.
CREATE INDEX "fulfillment_lists_due" ON "fulfillment_lists" ("workspace_id", "due_at") WHERE "due_at" IS NOT NULL;
CREATE INDEX "fulfillment_lines_open" ON "fulfillment_lines" ("list_id") WHERE "delivery_id" IS NULL;
CREATE INDEX "deliveries_due" ON "deliveries" ("workspace_id", "due_at") WHERE "due_at" IS NOT NULL;
-- Those of one address go in turn. By a digest of it: an index takes no long address.
CREATE INDEX "deliveries_in_turn" ON "deliveries" ("workspace_id", md5("to"::text), "closed_at", "id") WHERE "due_at" IS NOT NULL;
ALTER TABLE "deliveries" ADD CONSTRAINT "deliveries_state" CHECK ("state" IN
  ('waiting', 'sending', 'uncertain', 'delivered', 'refused'));
-- What reports count, in the order in which they group it; the second of each is for all time
-- (docs/decisions/0018-reports-read-indexes.md).
CREATE INDEX "executions_report" ON "executions" ("sequence_id", "step_id", "variant", "state", "settled_at")
  WHERE "settled_at" IS NOT NULL AND "kind" NOT IN ('rule', 'delay', 'branch', 'exit');
CREATE INDEX "executions_report_all" ON "executions" ("sequence_id", "step_id", "variant", "state")
  WHERE "settled_at" IS NOT NULL AND "kind" NOT IN ('rule', 'delay', 'branch', 'exit');
CREATE INDEX "provider_events_report" ON "provider_events" ("sequence_id", "step_id", "variant", "kind", "touched_at")
  WHERE "sequence_id" IS NOT NULL AND "execution_id" IS NOT NULL;
CREATE INDEX "provider_events_report_all" ON "provider_events" ("sequence_id", "step_id", "variant", "kind")
  WHERE "sequence_id" IS NOT NULL AND "execution_id" IS NOT NULL;
CREATE INDEX "sequences_promotion_due" ON "sequences" ("workspace_id", "promotion_due_at") WHERE "promotion_due_at" IS NOT NULL;
-- An event counts once for what it came to.
CREATE UNIQUE INDEX "provider_events_first" ON "provider_events" ("execution_id", "kind") WHERE "sequence_id" IS NOT NULL;
-- What waits for its sender's turn, in the order in which it goes on; what counts by a sender's limits; senders that are waited for.
CREATE INDEX "enrollments_queued" ON "enrollments" ("workspace_id", "queued_for", "held_due_at", "id")
  WHERE "queued_for" IS NOT NULL AND "due_at" IS NULL;
CREATE INDEX "executions_mailbox" ON "executions" ("workspace_id", "mailbox", "counted_at")
  WHERE "mailbox" IS NOT NULL AND "state" IN ('claimed', 'fired', 'uncertain');
CREATE INDEX "mailboxes_opening" ON "mailboxes" ("opens_at") WHERE "opens_at" IS NOT NULL;

-- What a foreign key would do, which would also look for the enrollment at each row that is written.
CREATE FUNCTION "forget_executions"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM "executions" WHERE "enrollment_id" = OLD."id";
  RETURN NULL;
END $$;
CREATE TRIGGER "enrollments_forget_executions" AFTER DELETE ON "enrollments"
  FOR EACH ROW EXECUTE FUNCTION "forget_executions"();
