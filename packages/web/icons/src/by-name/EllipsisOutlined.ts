export { EllipsisOutlined as default } from "../drawings.ts";
