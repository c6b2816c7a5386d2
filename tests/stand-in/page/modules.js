/** `window.require`: everything that the library and a careful adapter ask WhatsApp Web for, by name. */

import { PollsVotesSchema, PollVoteTable, Reactions, ReactionTable } from './addons.js';
import { Chat, findOrCreateLatestChat, GroupMetadata } from './chats.js';
import { MsgKey, WidFactory } from './ids.js';
import {
  ApiContact,
  Cmd,
  Conn,
  Contact,
  ContactGetters,
  LidMigration,
  me,
  queryWidExists,
  Socket,
  Stream,
} from './js';
import { faults } from './line.js';
import {
  AltLinking,
  Base64,
  InfoStore,
  MultiDevice,
  Registration,
  SignalStore,
} from './linking.js';
import { loadEarlierMsgs, Msg } from './messages.js';
import { addAndSendMsgToChat, ChatState, getQuotedMsgObj, sendReactionToMsg } from './sending.js';

const LINK = /https?:\/\/\S+/g;
const findLinks = (text) => [...(text ?? '').matchAll(LINK)].map(([href]) => ({ href }));

const autoDownload = new Map();
const AUTO_DOWNLOADS = ['Audio', 'Documents', 'Photos', 'Videos'].flatMap((kind) => [
  [`getAutoDownload${kind}`, () => autoDownload.get(kind) ?? true],
  [`setAutoDownload${kind}`, async (flag) => autoDownload.set(kind, flag)],
]);

const bootModules = {
  WAWebSocketModel: { Socket },
  WAWebCmd: { Cmd },
  WAWebConnModel: { Conn },
  WAWebStreamModel: { Stream: Stream },
  WAWebOfflineHandler: { OfflineMessageHandler: { getOfflineDeliveryProgress: () => 100 } },
  WAWebAltDeviceLinkingApi: AltLinking,
  WAWebLaunchSocketUtils: { refreshQR: Cmd.refreshQR },
  WABase64: Base64,
  WAWebCompanionRegClientUtils: Registration,
  WAWebAdvSignatureApi: {},
  WAWebUserPrefsInfoStore: InfoStore,
  WAWebSignalStoreApi: SignalStore,
  WAWebUserPrefsMultiDevice: MultiDevice,
  WAWebMiscBrowserUtils: { info: () => ({ os: 'Linux', name: 'Chrome' }) },
  WAWebSyncGatingUtils: { isPlaceholderMessageResendEnabled: () => false },
  WAWebCallCollection: { on: () => undefined, calls: new Map() },
};

const peopleModules = {
  WAWebUserPrefsMeUser: {
    getMaybeMePnUser: () => me.phone,
    getMaybeMeLidUser: () => me.lid,
    getMePnUserOrThrow: () => me.phone,
    getMeLidUserOrThrow: () => me.lid,
  },
  WAWebApiContact: ApiContact,
  WAWebQueryExistsJob: { queryWidExists: queryWidExists },
  WAWebLidMigrationUtils: LidMigration,
  WAWebContactGetters: ContactGetters,
  WAWebFrontendContactGetters: { getIsMyContact: () => false },
};

const chatModules = {
  WAWebCollections: {
    Msg,
    Chat,
    Contact,
    GroupMetadata,
    WAWebGroupMetadataCollection: GroupMetadata,
    Reactions,
    Blocklist: { get: () => undefined },
  },
  WAWebWidFactory: WidFactory,
  WAWebMsgKey: MsgKey,
  WAWebChatGetters: { getIsNewsletter: () => false, getIsBroadcast: () => false },
  WAWebFindChatAction: { findOrCreateLatestChat },
  WAWebChatLoadMessages: { loadEarlierMsgs },
  WAWebUpdateUnreadChatAction: { sendSeen: async ({ chat }) => chat.set({ unreadCount: 0 }) },
  WAWebQuotedMsgModelUtils: { getQuotedMsgObj },
  WAWebAddonPollVoteTableMode: PollVoteTable,
  WAWebAddonReactionTableMode: ReactionTable,
  WAWebPollsVotesSchema: PollsVotesSchema,
};

const sendModules = {
  WALinkify: { findLinks, findLink: (text) => findLinks(text)[0] },
  WAWebGetEphemeralFieldsMsgActionsUtils: {
    getEphemeralFields: ({ ephemeralDuration }) => (ephemeralDuration ? { ephemeralDuration } : {}),
  },
  WAWebSendMsgChatAction: { addAndSendMsgToChat },
  WAWebSendReactionMsgAction: { sendReactionToMsg },
  WAWebMsgReply: { canReplyMsg: (message) => message.canReply() },
  WAWebChatStateBridge: ChatState,
  WAWebUserPrefsGeneral: Object.fromEntries(AUTO_DOWNLOADS),
  WAWebNonMessageDataRequestPlaceholderMessageResendUtils: {
    handlePlaceholderMsgsSeen: async () => undefined,
  },
  WAWebSendNonMessageDataRequest: { sendPeerDataOperationRequest: async () => undefined },
};

const modules = new Map(
  Object.entries({ ...bootModules, ...peopleModules, ...chatModules, ...sendModules }),
);

/** A module by its name. Throws on names that this build does not have. */
export function requireModule(name) {
  const renamed = Object.entries(faults.modules ?? {});
  const old = renamed.find(([, now]) => now === name)?.[0];
  const gone = renamed.some(([was]) => was === name);
  const found = old ? modules.get(old) : gone ? undefined : modules.get(name);
  if (!found) {
    throw new Error(`Requiring unknown module "${name}"`);
  }
  return found;
}
