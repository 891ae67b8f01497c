import type { FactParts, FactTexts } from "../facts.ts";

export const factParts: FactParts = { account: "店铺", buyer: "买家", address: "地址", currency: "币种", service: "客选物流" };

export const factKinds: FactParts = { ":nothing": "没有内容", ":null": "空值", ":empty": "空文本", ":text": "文本", ":list": "列表", ":object": "对象", ":boolean": "真或假", ":number": "数字", ":int": "整数", ":html": "网页", ":control": "文本中的控制字符", ":end": "残缺的文本", ":else": "其他内容" };
export const factUnits: FactParts = { characters: "个字符", entries: "项" };
export const factQuote = (text: string): string => `“${text}”`;

// prettier-ignore
export const facts: FactTexts = {
  fetched: (status) => `从平台抓取，平台状态 ${status}`, newer_version: "平台有更新的版本", changed_there: "平台有变更", cancel_asked: "买家申请取消", closed_there: "平台已关闭", order_closed_there: "其中的订单在平台已关闭", cancelled_there: "平台已取消", shipped_by_others: "已用其他方式发货",
  amounts_agree: "金额、币种、状态相符", channel_says_paid: "平台显示已付款", channel_says_pending: "平台显示待付款", payment_changed: "付款有变化", refunded: "已退款", refunded_there: "平台已退款", nothing_to_ask: "无需人工处理", released_by_hand: "卡单已全部人工放行", wrote_after_review: "审核后买家来信",
  only_shop_or_payment: "只有店铺和收款账号可以导入报文", not_quarantined: "不在隔离中",
  no_other_order: "没有同地址的其他订单", account_never_merges: "该店铺不合并", merge_time_over: "超过等待时间未合并", merged_by_policy: "按店铺设置自动合并", merged_by_hand: "人工合并", merged: "已合并", parcelled_up: "生成包裹", taken_apart: "人工拆开",
  order_in_stage: (order, stage) => `${order}：${stage}`, order_held: (order) => `${order} 有卡单`, order_held_by: (order, holds) => `${order}：${holds}`, differs_in: (order, part, than) => `${order} 与 ${than} 的${part}不同`, shares_parcel: "与其他订单同一个包裹，先撤销合并",
  routed: (method, warehouse) => `仓库 ${warehouse}，物流 ${method}`, target_missing: "目标已不存在", warehouse_deleted: "仓库已删除", method_deleted: "物流方式已删除", method_inactive: "物流方式已停用", country_not_served: (country) => `不到${country}`, too_heavy: (weight, most) => `重 ${weight}，上限 ${most}`, not_from_this_warehouse: "不能从这个仓库发",
  booked_already: "之前已下单", own_number: (method) => `${method}，自有单号`, booked: (service, number) => `${service}，${number}`, carrier_not_asked: "无法向物流商查询", no_connector: (name) => `本服务器没有接口“${name}”`, credentials_unreadable: "保存的授权信息无法读取", asking_again: "正在重新查询", slow_down: "物流商限制了请求频率", quote_above: (quote, limit) => `报价 ${quote}，上限 ${limit}`, unreadable_at: (path) => `返回内容无法识别，位置 ${path}`, no_such_booking: "物流商没有这笔下单",
  nothing_chosen: "选择仓库或物流方式", all_in_stock: "每个商品都有库存",
  on_pick_list: "已排入拣货单", picked: (wave) => `波次 ${wave} 拣齐`, too_few: (wave) => `波次 ${wave} 货品不足`, left_wave: (wave) => `有卡单，移出波次 ${wave}`, wave_undone: (wave) => `波次 ${wave} 已撤销`, wave_ended: (wave) => `波次 ${wave} 已结束`, not_on_wave: (wave) => `不在波次 ${wave} 中`, wave_needs: (wave, qty) => `波次 ${wave} 只需 ${qty} 件`, slot_in_stage: (slot, stage) => `${slot} 号格：${stage}`,
  label_made: "已生成打印文件", label_printed: "面单已打印", not_on_document: "不在这个打印文件里", label_here: "面单已到", nothing_to_print: "没有可打印的面单", printed_times: (n) => `已打印 ${n} 次`, no_booking: "还没有下单", no_number_yet: "还没有跟踪号", other_address: "面单上是旧地址", address_erased: "收件地址已清除", label_missing: "物流商还没有返回面单文件", label_differs: "面单文件与存档不一致", label_unreadable: "面单文件无法读取", label_zpl: "ZPL 面单直接发到标签打印机，不能放进 PDF",
  changed_while_drawn: "打印过程中有变更", letters_missing: "部分文字没有对应字体，打印成方框", beyond_right: (element, mm, most) => `${element} 右边到 ${mm} 毫米，纸宽 ${most} 毫米`, beyond_bottom: (element, mm, most) => `${element} 下边到 ${mm} 毫米，纸高 ${most} 毫米`,
  weighs: (scale, expected) => `秤上 ${scale}，应为 ${expected}`, weighed_otherwise: "重量不符", no_news_for: (n) => `${n} 天没有新轨迹`,
  all_scanned: "全部扫描完成", shipped_at: (at) => `${at} 已发货`, skus_open: (n, of) => `${of} 个 SKU 中有 ${n} 个没扫完`, asked_last_at: (order, at) => `${order}：上次向平台确认是 ${at}`, no_single_piece: (sku) => `没有只含一件 ${sku} 的待发包裹`, line_has: (sku, n, of) => `${sku}：${n} / ${of}`, other_scan: "这次扫描已记在别的商品上",
  channel_answered: "平台已答复", channel_has_it: "平台已收到", no_carrier_word: "物流方式没有填平台承运商", nothing_to_tell: "没有待标记的发货",
  looked_again: "重新检查", time_has_come: "时间已到", unexpected: "意外故障", in_stage: (stage) => `当前在“${stage}”`, held_by: (holds) => holds, fault_needs_reason: "放行需要填写原因", time_is_over: "这个时间已过，请选更晚的时间", hold_changed: "卡单内容在你查看后有变化",
  approved: "审核通过", set_aside: "挂起", taken_up: "取消挂起", tried_again: "人工重试", goes_alone: "单独发货", routed_again: "重新走规则", chosen_by_hand: "人工指定", address_corrected: "修改地址", booked_or_shared: "已按旧地址出面单，或与其他订单同一个包裹", stock_given_back: "已释放占用",
  free_only: (n) => `只有 ${n} 件可用，其余已被包裹占用`, nothing_differs: "数量没有变化", id_used: "这个编号已用于其他商品", barcode_taken: "另一个 SKU 已用这个条码", name_taken: "另一个账号已用这个名称", email_taken: "这个邮箱已有人使用", version_now: (version) => `当前是第 ${version} 版`, currency_unknown: (currency) => `不支持币种 ${currency}`, below_zero: "不能小于零", left_empty: "没有填写", needed_by: (service) => `${service} 需要填写`, holds_at_most: (n) => `一个仓库一个 SKU 最多 ${n} 件`, being_written: "正在由另一个请求写入，请稍后再试",
  url_unreadable: "写成 https://主机名", url_with_password: "地址中不能带用户名或密码", url_with_query: "地址中不能有 ? 或 #", url_not_https: "只允许 https；内网主机在 ARGOSY_ALLOW_HOSTS 中列出", again_in: (s) => `${s} 秒后再试`, password_easy: "太容易被猜到。不要用常见单词、连续或重复的字符、邮箱或公司名，几个互不相干的词连在一起就很好", password_differs: "当前密码不对", log_entry: (id) => `日志编号 ${id}`,
  number_needs_account: "单号由承运商提供时，要选承运商账号", account_needs_carrier_number: "单号由承运商提供时才能选承运商账号", no_carrier_label: "单号不由承运商提供，就没有承运商面单", not_this_company: "不属于本公司", known_are: (names) => `可选：${names}`, asks_for: (service, names) => `${service} 只需要 ${names}`, no_such_connector: (name) => `这里没有 ${name} 这个接口`, token_was_printed: "是服务启动时显示的网址末尾的一次性口令",
  want_kind: (kind, found) => `应为${kind}，实际是${found}`, want_at_least: (n, unit, found) => `至少 ${n} ${unit}，实际是${found}`, want_at_most: (n, unit, found) => `最多 ${n} ${unit}，实际是${found}`, want_one_of: (names, found) => `应为 ${names} 之一，实际是${found}`, want_currency: (found) => `系统不支持的币种${found}`, want_same_currency: (currency, found) => `应与订单总额同为 ${currency}，实际是${found}`, want_amount: (currency, found) => `应为 ${currency} 金额，实际是${found}`,
  want_instant: (found) => `应为带时区的时间，实际是${found}`, want_near_time: (found) => `更新时间比现在晚一天以上：${found}`, want_country: (found) => `应为两位国家代码，实际是${found}`, want_json: (found) => `应为 JSON，实际是${found}`, want_depth: (n) => `嵌套超过 ${n} 层`, want_fulfilments: "部分发货的商品缺少发货记录", want_exact_sums: "金额太大，无法精确计算",
  vendor_signed_out: (said) => `授权失效：${said}`, vendor_refused: (said) => `被拒：${said}`, vendor_unavailable: (said) => `没有响应：${said}`, vendor_unclear: (said) => `结果未知：${said}`, vendor_slow_down: (s) => `对方限制了请求频率，${s} 秒后再试`, vendor_unreadable: (path, said) => `返回内容无法识别，位置 ${path}：${said}`,
};
