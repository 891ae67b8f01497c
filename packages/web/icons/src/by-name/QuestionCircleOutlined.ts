export { QuestionCircleOutlined as default } from "../drawings.ts";
