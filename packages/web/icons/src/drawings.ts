import { draw } from "./icon.ts";

// Every icon of the app and of antd, drawn for Argosy on one grid of 24 with one pen. `icons.test.ts` says which one antd asks
// for in vain; `npm run shots` shows them at work.

const dot = (x: number, y: number, r: number): string => `M${x - r} ${y}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0z`;
const ring = dot(12, 12, 9.25);
const disc = dot(12, 12, 10);
const box = "M5.5 3.5h13a2 2 0 0 1 2 2v13a2 2 0 0 1-2 2h-13a2 2 0 0 1-2-2v-13a2 2 0 0 1 2-2z";
const sheet = "M6.5 2.5H14L19 7.5v13a1 1 0 0 1-1 1H6.5a1 1 0 0 1-1-1v-17a1 1 0 0 1 1-1zM14 2.5v5h5";
const lens = `${dot(10.5, 10.5, 7)}M15.6 15.6L21 21`;
const eye = `M2 12c2.5-4.7 5.8-7 10-7s7.5 2.3 10 7c-2.5 4.7-5.8 7-10 7s-7.5-2.3-10-7z${dot(12, 12, 3)}`;
const speaker = "M3 9v6h3.5l5.5 4.5v-15L6.5 9z";
const frame = "M4 5h16M11.5 12H20M4 19h16";

// Directions
export const LeftOutlined = draw("left", "M15.5 4.5L8 12l7.5 7.5");
export const RightOutlined = draw("right", "M8.5 4.5L16 12l-7.5 7.5");
export const UpOutlined = draw("up", "M4.5 15.5L12 8l7.5 7.5");
export const DownOutlined = draw("down", "M4.5 8.5L12 16l7.5-7.5");
export const DoubleLeftOutlined = draw("double-left", "M18.5 5l-7 7 7 7M11.5 5l-7 7 7 7");
export const DoubleRightOutlined = draw("double-right", "M5.5 5l7 7-7 7M12.5 5l7 7-7 7");
export const ArrowUpOutlined = draw("arrow-up", "M12 20V4M5 11l7-7 7 7");
export const ArrowDownOutlined = draw("arrow-down", "M12 4v16M5 13l7 7 7-7");
export const CaretUpOutlined = draw("caret-up", "", "M5 16L12 7.5l7 8.5z");
export const CaretDownOutlined = draw("caret-down", "", "M5 8l7 8.5L19 8z");
export const CaretDownFilled = CaretDownOutlined;
export const VerticalAlignTopOutlined = draw("vertical-align-top", "M4 3.5h16M12 20.5V8M6 14l6-6 6 6");
export const SwapOutlined = draw("swap", "M20.5 9H4l5-5.5M3.5 15H20l-5 5.5");
export const SwapRightOutlined = draw("swap-right", "M2.5 15h19l-6-6.5");
export const EnterOutlined = draw("enter", "M20 5v8.5H5M9.5 9L5 13.5 9.5 18");
export const ExpandAltOutlined = draw("expand-alt", "M14 4h6v6M20 4l-7 7M10 20H4v-6M4 20l7-7");
export const DownloadOutlined = draw("download", "M12 3.5v12M6.5 10l5.5 5.5 5.5-5.5M4 20.5h16");
export const LogoutOutlined = draw("logout", "M10 3.5H5a1 1 0 0 0-1 1v15a1 1 0 0 0 1 1h5M9.5 12h11M16 7.5l4.5 4.5-4.5 4.5");

// Turning
export const ReloadOutlined = draw("reload", "M19.9 14a8.2 8.2 0 1 1-.7-5.9M20 3.5v5h-5");
export const UndoOutlined = draw("undo", "M4 9h10.5a5.5 5.5 0 0 1 0 11H8M8.5 4.5L4 9l4.5 4.5");
export const RedoOutlined = draw("redo", "M20 9H9.5a5.5 5.5 0 0 0 0 11H16M15.5 4.5L20 9l-4.5 4.5");
export const RotateLeftOutlined = draw("rotate-left", "M10.5 11h10v9.5h-10zM17 5H9.5A4.5 4.5 0 0 0 5 9.5v5M2 11.5l3 3 3-3");
export const RotateRightOutlined = draw("rotate-right", "M3.5 11h10v9.5h-10zM7 5h7.5A4.5 4.5 0 0 1 19 9.5v5M16 11.5l3 3 3-3");
export const LoadingOutlined = draw("loading", "M12 2.75A9.25 9.25 0 0 1 21.25 12");
export const HistoryOutlined = draw("history", "M4 9.3A8.45 8.45 0 1 1 3.7 13.5M3.5 4.5v5h5M12 7.5V12l3 2.5");

// Yes, no, more, less
export const CheckOutlined = draw("check", "M4 12.5l5.5 5.5L20 6.5");
export const CloseOutlined = draw("close", "M5 5l14 14M19 5L5 19");
export const PlusOutlined = draw("plus", "M12 4v16M4 12h16");
export const MinusOutlined = draw("minus", "M4 12h16");
export const PlusSquareOutlined = draw("plus-square", `${box}M12 7.5v9M7.5 12h9`);
export const MinusSquareOutlined = draw("minus-square", `${box}M7.5 12h9`);
export const MinusCircleOutlined = draw("minus-circle", `${ring}M8 12h8`);
export const CloseCircleOutlined = draw("close-circle", `${ring}M9 9l6 6M15 9l-6 6`);
export const PauseCircleOutlined = draw("pause-circle", `${ring}M9.75 8.5v7M14.25 8.5v7`);
export const ClockCircleOutlined = draw("clock-circle", `${ring}M12 6.5V12l3.5 2.5`);
export const QuestionCircleOutlined = draw("question-circle", `${ring}M9.2 9.4a2.8 2.8 0 1 1 4.3 2.3c-1 .7-1.5 1.2-1.5 2.3`, dot(12, 17, 1.1));
export const CheckCircleFilled = draw("check-circle", "", `${disc}M8.3 11.3l2.3 2.3 5.3-5.3 1.4 1.4-6.7 6.7-3.7-3.7z`);
export const CloseCircleFilled = draw("close-circle", "", `${disc}M9 7.6l3 3 3-3L16.4 9l-3 3 3 3-1.4 1.4-3-3-3 3L7.6 15l3-3-3-3z`);
export const ExclamationCircleFilled = draw("exclamation-circle", "", `${disc}M11 6.5h2v7h-2zM11 15.5h2v2h-2z`);
export const InfoCircleFilled = draw("info-circle", "", `${disc}M11 6.5h2v2h-2zM11 10.5h2v7h-2z`);
export const StopFilled = draw("stop", "", `${disc}M6.5 10.8h11v2.4h-11z`);
export const WarningFilled = draw("warning", "", "M10.7 3.2a1.5 1.5 0 0 1 2.6 0l9 16a1.5 1.5 0 0 1-1.3 2.3H3a1.5 1.5 0 0 1-1.3-2.3zM11 9h2v6h-2zM11 16.5h2v2h-2z");
export const StarFilled = draw("star", "", "M12 2.5l2.9 6.3 6.9.8-5.1 4.7 1.4 6.8-6.1-3.4-6.1 3.4 1.4-6.8-5.1-4.7 6.9-.8z");
export const FilterFilled = draw("filter", "", "M3 4h18l-7 8.5v8l-4-2.5v-5.5z");

// Handles and lists
export const EllipsisOutlined = draw("ellipsis", "", dot(5, 12, 1.75) + dot(12, 12, 1.75) + dot(19, 12, 1.75));
export const HolderOutlined = draw("holder", "", [5, 12, 19].map((y) => dot(8.5, y, 1.6) + dot(15.5, y, 1.6)).join(""));
export const MenuOutlined = draw("menu", "M4 6h16M4 12h16M4 18h16");
export const BarsOutlined = MenuOutlined;
export const MenuFoldOutlined = draw("menu-fold", `${frame}M7.5 8.5L4 12l3.5 3.5`);
export const MenuUnfoldOutlined = draw("menu-unfold", `${frame}M4 8.5L7.5 12 4 15.5`);
export const UnorderedListOutlined = draw("unordered-list", "M9 6h12M9 12h12M9 18h12", [6, 12, 18].map((y) => dot(4, y, 1.4)).join(""));
export const SettingOutlined = draw("setting", `${dot(12, 12, 6.75)}${dot(12, 12, 2.5)}M12 5.25V2.5M12 21.5v-2.75M5.25 12H2.5M21.5 12h-2.75M7.2 7.2L5.3 5.3M18.7 18.7l-1.9-1.9M7.2 16.8l-1.9 1.9M18.7 5.3l-1.9 1.9`);
export const SearchOutlined = draw("search", lens);
export const ZoomInOutlined = draw("zoom-in", `${lens}M7.5 10.5h6M10.5 7.5v6`);
export const ZoomOutOutlined = draw("zoom-out", `${lens}M7.5 10.5h6`);
export const EyeOutlined = draw("eye", eye);
export const EyeInvisibleOutlined = draw("eye-invisible", `${eye}M4.5 20.5l15-17`);
export const LockOutlined = draw("lock", "M6 10.5h12a1 1 0 0 1 1 1v8a1 1 0 0 1-1 1H6a1 1 0 0 1-1-1v-8a1 1 0 0 1 1-1zM8 10.5V7.5a4 4 0 0 1 8 0v3M12 14.5v2.5");

// Paper and files
export const FileOutlined = draw("file", sheet);
export const FileTextOutlined = draw("file-text", `${sheet}M9 12.5h6M9 16.5h6`);
export const FilePdfOutlined = draw("file-pdf", `${sheet}M10 18v-6.5h2.4a1.9 1.9 0 0 1 0 3.8H10`);
export const FolderOutlined = draw("folder", "M3 5.5h6.5l2 2.5H20a1 1 0 0 1 1 1v9.5a1 1 0 0 1-1 1H4a1 1 0 0 1-1-1z");
export const FolderOpenOutlined = draw("folder-open", "M3 19.5v-14h6.5l2 2.5H19v3M3 19.5L6 11h16l-3 8.5z");
export const CopyOutlined = draw("copy", "M9.5 8.5h10a1 1 0 0 1 1 1v10a1 1 0 0 1-1 1h-10a1 1 0 0 1-1-1v-10a1 1 0 0 1 1-1zM15.5 5v-.5a1 1 0 0 0-1-1h-10a1 1 0 0 0-1 1v10a1 1 0 0 0 1 1H5");
export const DeleteOutlined = draw("delete", "M4 6.5h16M9 6.5V4a.5.5 0 0 1 .5-.5h5a.5.5 0 0 1 .5.5v2.5M6 6.5l1 14h10l1-14M10 10.5v6M14 10.5v6");
export const EditOutlined = draw("edit", "M4 20l1-4.5L16 4.5 19.5 8 8.5 19zM13.5 7l3.5 3.5");
export const PaperClipOutlined = draw("paper-clip", "M19.5 11.5l-7.8 7.8a4.7 4.7 0 0 1-6.7-6.7l8.6-8.6a3.2 3.2 0 0 1 4.5 4.5l-8.5 8.5a1.6 1.6 0 0 1-2.3-2.3l7.2-7.2");
export const PictureOutlined = draw("picture", `M4 4.5h16a1 1 0 0 1 1 1v13a1 1 0 0 1-1 1H4a1 1 0 0 1-1-1v-13a1 1 0 0 1 1-1zM3.5 17.5L9 12l4 4 2.5-2.5 5 4.5${dot(15.5, 9, 1.4)}`);
export const CalendarOutlined = draw("calendar", "M4.5 5h15a1 1 0 0 1 1 1v13.5a1 1 0 0 1-1 1h-15a1 1 0 0 1-1-1V6a1 1 0 0 1 1-1zM3.5 10h17M8 2.5V7M16 2.5V7");
export const IdcardOutlined = draw("idcard", `M3.5 5h17a1 1 0 0 1 1 1v12a1 1 0 0 1-1 1h-17a1 1 0 0 1-1-1V6a1 1 0 0 1 1-1zM5.5 16c.3-1.7 1.4-2.5 3-2.5s2.7.8 3 2.5M15 10h3.5M15 14h3.5${dot(8.5, 9.75, 1.75)}`);
export const BarcodeOutlined = draw("barcode", "M3.5 5v14M7.5 5v14M10.5 5v14M15 5v14M20.5 5v14", "M17 4.2h1.5v15.6H17z");

// The trade
export const InboxOutlined = draw("inbox", "M3 13l3-9h12l3 9v6.5a1 1 0 0 1-1 1H4a1 1 0 0 1-1-1zM3 13h5.5l1.5 3h4l1.5-3H21");
export const ShoppingCartOutlined = draw("shopping-cart", "M2.5 4H6l2.2 11.5h10.3l2.2-8H6.7", dot(9.5, 19.5, 1.6) + dot(17, 19.5, 1.6));
export const TagOutlined = draw("tag", "M3.5 4.5a1 1 0 0 1 1-1H12l8.8 8.8-8.5 8.5L3.5 12z", dot(8, 8, 1.5));
export const CarOutlined = draw("car", `M4.8 17H3a1 1 0 0 1-1-1V6.5a1 1 0 0 1 1-1h10a1 1 0 0 1 1 1V17H9.2M14 9.5h4l4 4.2V16a1 1 0 0 1-1 1h-1.3M14 17h1.3${dot(7, 17.5, 2.2)}${dot(17.5, 17.5, 2.2)}`);
export const BranchesOutlined = draw("branches", `${dot(6, 5, 2.25)}${dot(6, 19, 2.25)}${dot(18, 7, 2.25)}M6 7.25v9.5M18 9.25c0 3.5-2.5 4.5-6 4.75s-6 1-6 2.75`);
export const DatabaseOutlined = draw("database", "M4 6c0-2 3.6-3 8-3s8 1 8 3-3.6 3-8 3-8-1-8-3zM4 6v12c0 2 3.6 3 8 3s8-1 8-3V6M4 12c0 2 3.6 3 8 3s8-1 8-3");
export const DashboardOutlined = draw("dashboard", "M4.5 19a9.5 9.5 0 1 1 15 0zM12 13.5l4-5", dot(12, 13.5, 1.6));
export const HomeOutlined = draw("home", "M3 11.5L12 4l9 7.5M5.5 9.5v10a1 1 0 0 0 1 1h11a1 1 0 0 0 1-1v-10M10 20.5v-6h4v6");
export const ExperimentOutlined = draw("experiment", "M9 3h6M10 3v6L4.6 19.5a1 1 0 0 0 .9 1.5h13a1 1 0 0 0 .9-1.5L14 9V3M7.3 15h9.4");
export const UserOutlined = draw("user", `${dot(12, 8, 4.5)}M4 21c.5-4.5 3.4-6.5 8-6.5s7.5 2 8 6.5`);
export const TeamOutlined = draw("team", `${dot(9, 8, 4)}M2 20.5c.5-4.2 3-6 7-6s6.5 1.8 7 6M15.5 4.3a4 4 0 0 1 0 7.4M18.3 15c2.2.7 3.4 2.5 3.7 5.5`);
export const KeyOutlined = draw("key", `${dot(8, 16, 4.75)}M11.5 12.5L20 4M15.5 8.5l3 3M18 6l2.5 2.5`);
export const BellOutlined = draw("bell", "M4.5 17.5h15c-1.7-1.6-2.2-3.2-2.2-7a5.3 5.3 0 0 0-10.6 0c0 3.8-.5 5.4-2.2 7zM10 20.5a2.2 2.2 0 0 0 4 0");
export const GlobalOutlined = draw("global", `${ring}M2.75 12h18.5M12 2.75c5 5.5 5 13 0 18.5c-5-5.5-5-13 0-18.5`);
export const BgColorsOutlined = draw("bg-colors", ring, "M12 3.5a8.5 8.5 0 0 1 0 17z");
export const LinkOutlined = draw("link", "M10 14.5a4 4 0 0 0 5.7 0l4-4a4 4 0 0 0-5.7-5.7l-1.7 1.7M14 9.5a4 4 0 0 0-5.7 0l-4 4a4 4 0 0 0 5.7 5.7l1.7-1.7");
export const DisconnectOutlined = draw("disconnect", "M12.8 6l1.4-1.4a4 4 0 0 1 5.7 5.7L18.5 11.7M11.2 18l-1.4 1.4a4 4 0 0 1-5.7-5.7L5.5 12.3M4 4l16 16");
export const SoundOutlined = draw("sound", `${speaker}M15.5 9a4.5 4.5 0 0 1 0 6M18.5 6a8.5 8.5 0 0 1 0 12`);
export const MutedOutlined = draw("muted", `${speaker}M16 9.5l5 5M21 9.5l-5 5`);
