<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>AboutCard</name>
    <message>
        <source>not said</source>
        <translation>未说明</translation>
    </message>
</context>
<context>
    <name>advice</name>
    <message>
        <source>A word of your texts falls into {0} pieces: it knows little of their language.</source>
        <translation>您文本中的一个词平均拆成 {0} 个词元：它对该语言所知不多。</translation>
    </message>
    <message>
        <source>It knows many languages, and a word of your texts falls into {0} pieces.</source>
        <translation>它懂多种语言，您文本中的一个词平均拆成 {0} 个词元。</translation>
    </message>
    <message>
        <source>It knows the words of your texts, and is small enough to train without a graphics card.</source>
        <translation>它认识您文本中的词，并且足够小，没有显卡也能训练。</translation>
    </message>
    <message>
        <source>It knows the words of your texts: one falls into {0} pieces.</source>
        <translation>它认识您文本中的词：一个词平均拆成 {0} 个词元。</translation>
    </message>
    <message>
        <source>It needs about {0} GB to train, and this machine has {1} GB.</source>
        <translation>训练它约需 {0} GB 内存，而这台计算机只有 {1} GB。</translation>
    </message>
    <message>
        <source>It reads from left to right only; models that see both sides of a word mostly judge texts better.</source>
        <translation>它只从左到右阅读；能看到词两侧的模型通常对文本判断得更好。</translation>
    </message>
    <message>
        <source>It reads {0} tokens of a text at most, and {1} % of yours are longer.</source>
        <translation>它最多读取一条文本的 {0} 个词元，而您的文本有 {1} % 更长。</translation>
    </message>
    <message>
        <source>It was made for {0}, and your texts are in {1}.</source>
        <translation>它面向{0}，而您的文本是{1}。</translation>
    </message>
    <message>
        <source>It was made for {0}, as your texts are: a word falls into {1} pieces.</source>
        <translation>它面向{0}，与您的文本一致：一个词平均拆成 {1} 个词元。</translation>
    </message>
    <message>
        <source>Its {0} million parameters train slowly without a graphics card.</source>
        <translation>它有 {0} 百万参数，没有显卡时训练较慢。</translation>
    </message>
    <message>
        <source>{0} % of the pieces of your texts are unknown to it.</source>
        <translation>您的文本中有 {0} % 的词元它不认识。</translation>
    </message>
</context>
<context>
    <name>base</name>
    <message>
        <source>Close it there first.</source>
        <translation>请先在那里把它关闭。</translation>
    </message>
    <message>
        <source>Restore the folder from a copy, or train again.</source>
        <translation>请从副本恢复该文件夹，或重新训练。</translation>
    </message>
    <message>
        <source>The disk is full: free some space, then try again. What was there before is untouched.</source>
        <translation>磁盘已满：请先腾出一些空间，再试一次。原有内容没有改动。</translation>
    </message>
    <message>
        <source>The encoding &quot;{0}&quot; is not known.</source>
        <translation>无法识别编码“{0}”。</translation>
    </message>
    <message>
        <source>What was there before is untouched.</source>
        <translation>原有内容没有改动。</translation>
    </message>
    <message>
        <source>{0} can&apos;t be opened for reading.</source>
        <translation>无法打开 {0} 进行读取。</translation>
    </message>
    <message>
        <source>{0} can&apos;t be read: {1}.</source>
        <translation>无法读取 {0}：{1}。</translation>
    </message>
    <message>
        <source>{0} can&apos;t be written: {1}.</source>
        <translation>无法写入 {0}：{1}。</translation>
    </message>
    <message>
        <source>{0} is already open in {1}.</source>
        <translation>{0} 已在 {1} 中打开。</translation>
    </message>
    <message>
        <source>{0} is damaged.</source>
        <translation>{0} 已损坏。</translation>
    </message>
    <message>
        <source>{0} is missing, its folder&apos;s manifest names it.</source>
        <translation>缺少 {0}，所在文件夹的清单里列有此文件。</translation>
    </message>
    <message>
        <source>{0} is not valid JSON: {1}.</source>
        <translation>{0} 不是有效的 JSON：{1}。</translation>
    </message>
    <message>
        <source>{0} is not what was written: its checksum differs from the manifest&apos;s.</source>
        <translation>{0} 与当初写入的内容不符：校验和与清单不一致。</translation>
    </message>
    <message>
        <source>{0}: &quot;{1}&quot; is {2}, expected {3}.</source>
        <translation>{0}：“{1}”是 {2}，应为 {3}。</translation>
    </message>
    <message>
        <source>{0}: nested deeper than {1} levels.</source>
        <translation>{0}：嵌套超过 {1} 层。</translation>
    </message>
</context>
<context>
    <name>data</name>
    <message>
        <source>A field is {0} long, at most {1} are read.</source>
        <translation>有一个字段长 {0}，最多只读 {1}。</translation>
    </message>
    <message>
        <source>A quote is opened and never closed.</source>
        <translation>引号打开后一直没有闭合。</translation>
    </message>
    <message>
        <source>Changing the data</source>
        <translation>正在更改数据</translation>
    </message>
    <message>
        <source>Check that the file is there and that you may open it.</source>
        <translation>请检查文件是否存在，以及你是否有权打开它。</translation>
    </message>
    <message>
        <source>Check the delimiter, the quote and the chosen columns.</source>
        <translation>请检查分隔符、引号和所选的列。</translation>
    </message>
    <message>
        <source>Check the encoding, the delimiter and the quote.</source>
        <translation>请检查编码、分隔符和引号。</translation>
    </message>
    <message>
        <source>Choose a file with a header and at least one row a label.</source>
        <translation>请选择带表头、且每个标签至少有一行的文件。</translation>
    </message>
    <message>
        <source>Choose a file with at least one row a label.</source>
        <translation>请选择每个标签至少有一行的文件。</translation>
    </message>
    <message>
        <source>Choose one of these columns.</source>
        <translation>请从这些列中选择。</translation>
    </message>
    <message>
        <source>Choose shares from 0 up that add to less than 1.</source>
        <translation>请选择不小于 0、且总和小于 1 的比例。</translation>
    </message>
    <message>
        <source>Of {0} no row could be used: all {1} were refused. Line {2}: {3}</source>
        <translation>{0} 中没有一行可用：全部 {1} 行都被拒绝。第 {2} 行：{3}</translation>
    </message>
    <message>
        <source>Reading {0}</source>
        <translation>正在读取 {0}</translation>
    </message>
    <message>
        <source>Shares of {0} for validation and {1} for test leave no rows for training.</source>
        <translation>验证占 {0}、测试占 {1}，就没有行可用于训练了。</translation>
    </message>
    <message>
        <source>The encoding &quot;{0}&quot; is not known.</source>
        <translation>无法识别编码“{0}”。</translation>
    </message>
    <message>
        <source>The label is empty.</source>
        <translation>标签为空。</translation>
    </message>
    <message>
        <source>The row has {0} columns, the first row has {1}.</source>
        <translation>这一行有 {0} 列，第一行有 {1} 列。</translation>
    </message>
    <message>
        <source>The row holds a NUL byte.</source>
        <translation>这一行含有 NUL 字节。</translation>
    </message>
    <message>
        <source>The row is longer than {0}.</source>
        <translation>这一行超过了 {0}。</translation>
    </message>
    <message>
        <source>The text is empty.</source>
        <translation>文本为空。</translation>
    </message>
    <message>
        <source>Use a name such as UTF-8, GB18030, Big5, windows-1252 or UTF-16LE.</source>
        <translation>请使用 UTF-8、GB18030、Big5、windows-1252 或 UTF-16LE 之类的名称。</translation>
    </message>
    <message>
        <source>Write train, validation or test.</source>
        <translation>请写 train、validation 或 test。</translation>
    </message>
    <message>
        <source>&quot;{0}&quot; is none of train, validation and test.</source>
        <translation>“{0}”不是 train、validation、test 中的任何一个。</translation>
    </message>
    <message>
        <source>&quot;{0}&quot; names no part of the data.</source>
        <translation>“{0}”不是数据的任何一个子集。</translation>
    </message>
    <message>
        <source>{0} can&apos;t be read: {1}.</source>
        <translation>无法读取 {0}：{1}。</translation>
    </message>
    <message>
        <source>{0} has a header and no rows.</source>
        <translation>{0} 只有表头，没有数据行。</translation>
    </message>
    <message>
        <source>{0} has no column &quot;{1}&quot;. Its columns are {2}.</source>
        <translation>{0} 中没有“{1}”列。它的列有：{2}。</translation>
    </message>
    <message>
        <source>{0} is empty.</source>
        <translation>{0} 是空的。</translation>
    </message>
    <message>
        <source>{0}, line {1}: the first row can&apos;t be read. {2}</source>
        <translation>{0} 第 {1} 行：无法读取第一行。{2}</translation>
    </message>
    <message>
        <source>A quote is opened and not closed within {0}.</source>
        <translation>引号打开后，在 {0} 之内没有闭合。</translation>
    </message>
    <message>
        <source>Predicting {0}</source>
        <translation>正在预测 {0}</translation>
    </message>
    <message>
        <source>Correct the label, or leave its rows out.</source>
        <translation>请更正标签，或去掉这些行。</translation>
    </message>
    <message>
        <source>{0}, line {1}: the label &quot;{2}&quot; is none of {3}.</source>
        <translation>{0} 第 {1} 行：标签“{2}”不在 {3} 之中。</translation>
    </message>
    <message>
        <source>Give some texts a weight.</source>
        <translation>请为一些文本设置权重。</translation>
    </message>
    <message>
        <source>No text is ever drawn: every weight is 0.</source>
        <translation>不会抽到任何文本：所有权重都是 0。</translation>
    </message>
    <message>
        <source>The weight &quot;{0}&quot; is no number of 0 or more.</source>
        <translation>权重“{0}”不是大于或等于 0 的数字。</translation>
    </message>
    <message>
        <source>&quot;{0}&quot; is no number.</source>
        <translation>&quot;{0}&quot; 不是数字。</translation>
    </message>
    <message>
        <source>There is a word without a label, or a label without a word.</source>
        <translation>有词没有标签，或有标签没有词。</translation>
    </message>
</context>
<context>
    <name>engine</name>
    <message>
        <source>Install Espalier again, with LibTorch beside it.</source>
        <translation>请重新安装 Espalier，并一同安装 LibTorch。</translation>
    </message>
    <message>
        <source>The part of Espalier that computes can&apos;t be loaded: {0}</source>
        <translation>无法加载 Espalier 的计算部分：{0}</translation>
    </message>
</context>
<context>
    <name>espalier::AboutCard</name>
    <message>
        <source>not said</source>
        <translation>未说明</translation>
    </message>
    <message>
        <source>up to %1 tokens</source>
        <translation>最多 %1 个词元</translation>
    </message>
    <message>
        <source>%1 word pieces</source>
        <translation>%1 个词元</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>许可证</translation>
    </message>
    <message>
        <source>Reads</source>
        <translation>读取长度</translation>
    </message>
    <message>
        <source>Knows</source>
        <translation>词表</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>texts of any length</source>
        <translation>任意长度的文本</translation>
    </message>
    <message>
        <source>Family</source>
        <translation>家族</translation>
    </message>
    <message>
        <source>Languages</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
</context>
<context>
    <name>espalier::AboutDialog</name>
    <message>
        <source>About Espalier</source>
        <translation>关于 Espalier</translation>
    </message>
    <message>
        <source>Adapts a language model to your own texts. They stay on this computer.</source>
        <translation>用您自己的文本调整语言模型。文本不会离开这台电脑。</translation>
    </message>
    <message>
        <source>1 thread</source>
        <translation>1 个线程</translation>
    </message>
    <message>
        <source>%1 threads</source>
        <translation>%1 个线程</translation>
    </message>
    <message>
        <source>Computes on</source>
        <translation>计算设备</translation>
    </message>
    <message>
        <source>Matrix products</source>
        <translation>矩阵乘法</translation>
    </message>
    <message>
        <source>Library</source>
        <translation>计算库</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>许可证</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>espalier::AnswerCard</name>
    <message>
        <source>Type a text, or choose one of your own below it.</source>
        <translation>输入一段文本，或从下方选一条你自己的文本。</translation>
    </message>
    <message>
        <source>%1 sure</source>
        <translation>把握 %1</translation>
    </message>
    <message>
        <source>%1 · the %2 most likely labels</source>
        <translation>%1 · 最可能的 %2 个标签</translation>
    </message>
    <message>
        <source>The model says</source>
        <translation>模型的回答</translation>
    </message>
    <message>
        <source>Probabilities</source>
        <translation>概率</translation>
    </message>
    <message>
        <source>The number that the model predicts</source>
        <translation>模型预测的数值</translation>
    </message>
    <message>
        <source>None of the labels</source>
        <translation>没有任何标签</translation>
    </message>
    <message>
        <source>%1 of %2 labels</source>
        <translation>%2 个标签中的 %1 个</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>No word has a label</source>
        <translation>没有词得到标签</translation>
    </message>
    <message>
        <source>%1 of %2 words</source>
        <translation>%2 个词中的 %1 个</translation>
    </message>
    <message>
        <source>The model reads the text…</source>
        <translation>模型正在读取文本…</translation>
    </message>
</context>
<context>
    <name>espalier::ClassScoresModel</name>
    <message>
        <source>Of the texts that were given this label, how many have it</source>
        <translation>被判为这个标签的文本中，有多少确实属于它</translation>
    </message>
    <message>
        <source>Of the texts that have this label, how many were given it</source>
        <translation>属于这个标签的文本中，有多少被判为它</translation>
    </message>
    <message>
        <source>Both in one number: their harmonic mean</source>
        <translation>两者合成一个数：它们的调和平均</translation>
    </message>
    <message>
        <source>How many texts have this label</source>
        <translation>有多少条文本属于这个标签</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>Precision</source>
        <translation>精确率</translation>
    </message>
    <message>
        <source>Recall</source>
        <translation>召回率</translation>
    </message>
    <message>
        <source>F1</source>
        <translation>F1</translation>
    </message>
    <message>
        <source>Texts</source>
        <translation>文本数</translation>
    </message>
</context>
<context>
    <name>espalier::ConfusionCard</name>
    <message>
        <source>%1 of %2</source>
        <translation>%2 个中的 %1 个</translation>
    </message>
    <message>
        <source>All %1</source>
        <translation>全部 %1 个</translation>
    </message>
    <message>
        <source>Confusion</source>
        <translation>混淆矩阵</translation>
    </message>
    <message>
        <source>Rows actual, columns predicted. Select a cell, a row or a column to see its texts.</source>
        <translation>行为实际标签，列为预测标签。选中一个单元格、一行或一列，即可查看其中的文本。</translation>
    </message>
    <message>
        <source>Counts</source>
        <translation>条数</translation>
    </message>
    <message>
        <source>% of row</source>
        <translation>占行的 %</translation>
    </message>
    <message>
        <source>% of column</source>
        <translation>占列的 %</translation>
    </message>
    <message>
        <source>Most confused first</source>
        <translation>最易混淆的在前</translation>
    </message>
    <message>
        <source>Most frequent first</source>
        <translation>最常见的在前</translation>
    </message>
    <message>
        <source>By name</source>
        <translation>按名称</translation>
    </message>
    <message>
        <source>Numbers in the cells</source>
        <translation>单元格中的数字</translation>
    </message>
    <message>
        <source>Order of the labels</source>
        <translation>标签的顺序</translation>
    </message>
    <message>
        <source>How many labels</source>
        <translation>显示多少个标签</translation>
    </message>
</context>
<context>
    <name>espalier::ConfusionView</name>
    <message>
        <source>Predicted: %1</source>
        <translation>预测：%1</translation>
    </message>
    <message>
        <source>Actual: %1</source>
        <translation>实际：%1</translation>
    </message>
    <message>
        <source>%1 texts · %2 of the row · %3 of the column</source>
        <translation>%1 条文本 · 占行的 %2 · 占列的 %3</translation>
    </message>
</context>
<context>
    <name>espalier::DataPage</name>
    <message>
        <source>Data</source>
        <translation>数据</translation>
    </message>
    <message>
        <source>The labelled texts to learn from</source>
        <translation>用来学习的带标签文本</translation>
    </message>
    <message>
        <source>%1 rows hold characters that could not be read.</source>
        <translation>%1 行含有无法读取的字符。</translation>
    </message>
    <message>
        <source>They are shown as �. If there are many, import the file again with another encoding.</source>
        <translation>它们显示为 �。如果很多，请换一种编码重新导入文件。</translation>
    </message>
    <message>
        <source>Choose a table of texts and labels</source>
        <translation>选择一个含有文本和标签的表格</translation>
    </message>
    <message>
        <source>Tables (*.csv *.tsv *.txt);;All files (*)</source>
        <translation>表格 (*.csv *.tsv *.txt);;所有文件 (*)</translation>
    </message>
    <message>
        <source>There is no text on the clipboard.</source>
        <translation>剪贴板上没有文本。</translation>
    </message>
    <message>
        <source>Copy the rows of a table with their headings, then paste.</source>
        <translation>请连同表头复制表格的各行，再粘贴。</translation>
    </message>
    <message>
        <source>%1 is a spreadsheet.</source>
        <translation>%1 是电子表格文件。</translation>
    </message>
    <message>
        <source>Save the sheet as CSV in your spreadsheet program, then open that file.</source>
        <translation>请在电子表格软件中把工作表另存为 CSV，再打开那个文件。</translation>
    </message>
    <message>
        <source>%1 · %2 rows · %3 labels</source>
        <translation>%1 · %2 行 · %3 个标签</translation>
    </message>
    <message>
        <source>Not this file</source>
        <translation>不用这个文件</translation>
    </message>
    <message>
        <source>Back to the rows</source>
        <translation>返回数据行</translation>
    </message>
    <message>
        <source>Drop a table here</source>
        <translation>把表格拖到这里</translation>
    </message>
    <message>
        <source>A CSV or TSV file with one text a row and its label in another column.</source>
        <translation>CSV 或 TSV 文件，每行一条文本，标签在另一列。</translation>
    </message>
    <message>
        <source>Choose a file…</source>
        <translation>选择文件…</translation>
    </message>
    <message>
        <source>Another file…</source>
        <translation>换一个文件…</translation>
    </message>
    <message>
        <source>Paste</source>
        <translation>粘贴</translation>
    </message>
    <message>
        <source>Reads a table from the clipboard</source>
        <translation>从剪贴板读取表格</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>导入</translation>
    </message>
    <message>
        <source>Continue to model</source>
        <translation>下一步：模型</translation>
    </message>
    <message>
        <source>%1 · %2 rows · numbers from %3 to %4</source>
        <translation>%1 · %2 行 · 数值从 %3 到 %4</translation>
    </message>
</context>
<context>
    <name>espalier::DialectForm</name>
    <message>
        <source>Encoding</source>
        <translation>编码</translation>
    </message>
    <message>
        <source>Columns end at</source>
        <translation>列分隔符</translation>
    </message>
    <message>
        <source>Quotes</source>
        <translation>引号</translation>
    </message>
    <message>
        <source>The first row holds the names</source>
        <translation>第一行是列名</translation>
    </message>
    <message>
        <source>Comma</source>
        <translation>逗号</translation>
    </message>
    <message>
        <source>Semicolon</source>
        <translation>分号</translation>
    </message>
    <message>
        <source>Tab</source>
        <translation>制表符</translation>
    </message>
    <message>
        <source>Vertical bar</source>
        <translation>竖线</translation>
    </message>
    <message>
        <source>Double  &quot; &quot;</source>
        <translation>双引号  &quot; &quot;</translation>
    </message>
    <message>
        <source>Single  &apos; &apos;</source>
        <translation>单引号  &apos; &apos;</translation>
    </message>
    <message>
        <source>None</source>
        <translation>无</translation>
    </message>
</context>
<context>
    <name>espalier::DownloadDialog</name>
    <message>
        <source>Look up</source>
        <translation>查询</translation>
    </message>
    <message>
        <source>Work offline</source>
        <translation>离线工作</translation>
    </message>
    <message>
        <source>Download a model</source>
        <translation>下载模型</translation>
    </message>
    <message>
        <source>Which model of the hub?</source>
        <translation>下载模型库中的哪个模型？</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>许可证</translation>
    </message>
    <message>
        <source>Family</source>
        <translation>家族</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>Room</source>
        <translation>空间</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>进度</translation>
    </message>
    <message>
        <source>ORG/NAME as on its page; with @REVISION a branch, a tag or a commit of it.</source>
        <translation>与其页面上相同的 ORG/NAME；加上 @REVISION 可指定分支、标签或提交。</translation>
    </message>
    <message>
        <source>Looking it up…</source>
        <translation>正在查询…</translation>
    </message>
    <message>
        <source>No connection is opened at all, by nothing in this program.</source>
        <translation>本程序的任何部分都不会建立任何连接。</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Use this model</source>
        <translation>使用此模型</translation>
    </message>
    <message>
        <source>Go on downloading</source>
        <translation>继续下载</translation>
    </message>
    <message>
        <source>Download</source>
        <translation>下载</translation>
    </message>
    <message>
        <source>What has arrived is kept, and the download goes on with it later</source>
        <translation>已下载的部分会保留，之后可从此处继续</translation>
    </message>
    <message>
        <source>Go on in the background</source>
        <translation>在后台继续</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>not said: see %1</source>
        <translation>未说明：请见 %1</translation>
    </message>
    <message>
        <source>not shown yet</source>
        <translation>尚未公开</translation>
    </message>
    <message>
        <source>not supported</source>
        <translation>不支持</translation>
    </message>
    <message>
        <source>%1 in %2 files, all here already</source>
        <translation>%1，共 %2 个文件，均已在本机</translation>
    </message>
    <message>
        <source>%1 in %2 files to download</source>
        <translation>%1，共 %2 个文件待下载</translation>
    </message>
    <message>
        <source>%1 in %2 files, %3 still to download</source>
        <translation>%1，共 %2 个文件，还需下载 %3</translation>
    </message>
    <message>
        <source>%1 free on the disk</source>
        <translation>磁盘可用空间 %1</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>未知</translation>
    </message>
    <message>
        <source>There is no room for it. Make room, or choose another disk with HF_HUB_CACHE.</source>
        <translation>空间不足。请腾出空间，或用 HF_HUB_CACHE 指定另一块磁盘。</translation>
    </message>
    <message>
        <source>Its licence must be accepted on %1 first, with the account whose token is in HF_TOKEN.</source>
        <translation>须先用 HF_TOKEN 中令牌所属的账户在 %1 接受其许可证。</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>%1 a second</source>
        <translation>每秒 %1</translation>
    </message>
    <message>
        <source>%1 left</source>
        <translation>还需 %1</translation>
    </message>
    <message>
        <source>%1 It is tried again in a moment.</source>
        <translation>%1 稍后将重试。</translation>
    </message>
</context>
<context>
    <name>espalier::EvaluatePage</name>
    <message>
        <source>Evaluate</source>
        <translation>评估</translation>
    </message>
    <message>
        <source>%1 test texts</source>
        <translation>%1 条测试文本</translation>
    </message>
    <message>
        <source>%1 validation texts</source>
        <translation>%1 条验证文本</translation>
    </message>
    <message>
        <source>%1 of %2 right</source>
        <translation>%2 条中对了 %1 条</translation>
    </message>
    <message>
        <source>Try it</source>
        <translation>试一试</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Every label</source>
        <translation>各个标签</translation>
    </message>
    <message>
        <source>Texts</source>
        <translation>文本</translation>
    </message>
    <message>
        <source>Show all mistakes</source>
        <translation>显示所有判错的</translation>
    </message>
    <message>
        <source>Mistakes, the most confident first</source>
        <translation>判错的文本，最有把握的在前</translation>
    </message>
    <message>
        <source>Actual %1, predicted %2</source>
        <translation>实际为 %1，预测为 %2</translation>
    </message>
    <message>
        <source>Actual %1</source>
        <translation>实际为 %1</translation>
    </message>
    <message>
        <source>Predicted %1</source>
        <translation>预测为 %1</translation>
    </message>
    <message>
        <source>The data was replaced after this run; its texts are no longer here.</source>
        <translation>这次训练之后数据已被替换，当时的文本已不在此处。</translation>
    </message>
    <message>
        <source>Mistakes, most wrong labels first</source>
        <translation>错误，标签错得最多的在前</translation>
    </message>
    <message>
        <source>Farthest off first</source>
        <translation>偏差最大的在前</translation>
    </message>
    <message>
        <source>%1 missed or wrongly given</source>
        <translation>漏给或错给了 %1</translation>
    </message>
</context>
<context>
    <name>espalier::ExamplesModel</name>
    <message>
        <source>Text</source>
        <translation>文本</translation>
    </message>
    <message>
        <source>Actual</source>
        <translation>实际</translation>
    </message>
    <message>
        <source>Predicted</source>
        <translation>预测</translation>
    </message>
    <message>
        <source>Sure</source>
        <translation>把握</translation>
    </message>
    <message>
        <source>Missed</source>
        <translation>漏给</translation>
    </message>
    <message>
        <source>Wrongly given</source>
        <translation>错给</translation>
    </message>
    <message>
        <source>Off by</source>
        <translation>偏差</translation>
    </message>
</context>
<context>
    <name>espalier::ExportPage</name>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>Take the trained model with you</source>
        <translation>把训练好的模型带走</translation>
    </message>
    <message>
        <source>Choose where the exported folder goes</source>
        <translation>选择导出文件夹的位置</translation>
    </message>
    <message>
        <source>The run %1, for other tools</source>
        <translation>训练 %1 的模型，供其他工具使用</translation>
    </message>
    <message>
        <source>Hugging Face folder</source>
        <translation>Hugging Face 文件夹</translation>
    </message>
    <message>
        <source>Any tool that reads this format loads it: Transformers, and this program.</source>
        <translation>凡是读取这种格式的工具都能加载：Transformers，以及本程序。</translation>
    </message>
    <message>
        <source>Folder to export to</source>
        <translation>导出到的文件夹</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>选择…</translation>
    </message>
    <message>
        <source>Weights, settings with the names of your labels, the tokenizer and the model card. The folder is made new; your texts are not in it.</source>
        <translation>权重、带有标签名称的配置、分词器和模型卡片。文件夹是新建的，里面没有你的文本。</translation>
    </message>
    <message>
        <source>Model card</source>
        <translation>模型卡片</translation>
    </message>
    <message>
        <source>What others should know of the model. Change it as you like.</source>
        <translation>别人应该了解的模型信息。可以随意修改。</translation>
    </message>
    <message>
        <source>This program loads it: no other has a head that pools by attention.</source>
        <translation>本程序可以载入：别的工具没有按注意力池化的分类头。</translation>
    </message>
    <message>
        <source>The sentence-transformers library loads it, and this program.</source>
        <translation>sentence-transformers 库和本程序都可以载入。</translation>
    </message>
</context>
<context>
    <name>espalier::FactsColumn</name>
    <message>
        <source>%1 labels</source>
        <translation>%1 个标签</translation>
    </message>
    <message>
        <source>The most frequent %1</source>
        <translation>最常见的 %1 个</translation>
    </message>
    <message>
        <source>As the column says</source>
        <translation>按列中所写</translation>
    </message>
    <message>
        <source>From separate files</source>
        <translation>来自不同的文件</translation>
    </message>
    <message>
        <source>Every label in the same shares</source>
        <translation>每个标签比例相同</translation>
    </message>
    <message>
        <source>Parts</source>
        <translation>子集</translation>
    </message>
    <message>
        <source>Divide again</source>
        <translation>重新划分</translation>
    </message>
    <message>
        <source>Deals all rows out anew in these shares</source>
        <translation>按这些比例把所有行重新分配</translation>
    </message>
    <message>
        <source>Numbers</source>
        <translation>数值</translation>
    </message>
    <message>
        <source>On average %1</source>
        <translation>平均 %1</translation>
    </message>
    <message>
        <source>Low and high ones in the same shares</source>
        <translation>高低数值比例相同</translation>
    </message>
</context>
<context>
    <name>espalier::FileCard</name>
    <message>
        <source>Choose a table of texts</source>
        <translation>选择一个文本表格</translation>
    </message>
    <message>
        <source>Tables (*.csv *.tsv *.txt);;All files (*)</source>
        <translation>表格 (*.csv *.tsv *.txt);;所有文件 (*)</translation>
    </message>
    <message>
        <source>or drop a CSV or TSV file on this page</source>
        <translation>或把 CSV 或 TSV 文件拖到本页</translation>
    </message>
    <message>
        <source>%1 texts predicted</source>
        <translation>已预测 %1 条文本</translation>
    </message>
    <message>
        <source>%1 rows could not be read and are left out</source>
        <translation>%1 行无法读取，已略去</translation>
    </message>
    <message>
        <source>%1 a second</source>
        <translation>每秒 %1 条</translation>
    </message>
    <message>
        <source>A whole file</source>
        <translation>整个文件</translation>
    </message>
    <message>
        <source>Choose a file…</source>
        <translation>选择文件…</translation>
    </message>
    <message>
        <source>Text is in</source>
        <translation>文本所在列</translation>
    </message>
    <message>
        <source>The column that holds the text</source>
        <translation>存放文本的列</translation>
    </message>
    <message>
        <source>With the probability of every label</source>
        <translation>附上每个标签的概率</translation>
    </message>
    <message>
        <source>Predict</source>
        <translation>预测</translation>
    </message>
</context>
<context>
    <name>espalier::FitCard</name>
    <message>
        <source>Import texts to see.</source>
        <translation>导入文本后即可查看。</translation>
    </message>
    <message>
        <source>The end of many texts is not read. A greater text length on the next page helps.</source>
        <translation>很多文本的结尾读不到。可在下一页把文本长度调大。</translation>
    </message>
    <message>
        <source>of the texts, at %1 tokens</source>
        <translation>的文本，以 %1 个词元为限</translation>
    </message>
    <message>
        <source>Fits your texts?</source>
        <translation>适合你的文本吗？</translation>
    </message>
    <message>
        <source>Unknown</source>
        <translation>不认识</translation>
    </message>
    <message>
        <source>of all word pieces</source>
        <translation>占全部词元</translation>
    </message>
    <message>
        <source>Pieces</source>
        <translation>拆分</translation>
    </message>
    <message>
        <source>a word falls into</source>
        <translation>平均每个词的词元数</translation>
    </message>
    <message>
        <source>Cut off</source>
        <translation>被截断</translation>
    </message>
    <message>
        <source>%1 suits better. %2</source>
        <translation>%1 更合适。%2</translation>
    </message>
    <message>
        <source>Choose it</source>
        <translation>选用它</translation>
    </message>
</context>
<context>
    <name>espalier::ImportView</name>
    <message>
        <source>Choose which column holds the text and which the label</source>
        <translation>选择哪一列是文本、哪一列是标签</translation>
    </message>
    <message>
        <source>Choose which column holds the text</source>
        <translation>选择哪一列是文本</translation>
    </message>
    <message>
        <source>Choose which column holds the label</source>
        <translation>选择哪一列是标签</translation>
    </message>
    <message>
        <source>Choose which column says the part of each row</source>
        <translation>选择哪一列说明每行所属的子集</translation>
    </message>
    <message>
        <source>Choose the file for validation or for the test</source>
        <translation>选择验证集或测试集的文件</translation>
    </message>
    <message>
        <source>The first rows</source>
        <translation>前几行</translation>
    </message>
    <message>
        <source>How the file is written</source>
        <translation>文件格式</translation>
    </message>
    <message>
        <source>Parts</source>
        <translation>子集</translation>
    </message>
    <message>
        <source>What is learned</source>
        <translation>学习什么</translation>
    </message>
</context>
<context>
    <name>espalier::LadderCard</name>
    <message>
        <source>of %1 · %2</source>
        <translation>共 %1 · %2</translation>
    </message>
    <message>
        <source>about, while it trains</source>
        <translation>训练时大约占用</translation>
    </message>
    <message>
        <source>Layer ladder</source>
        <translation>层级阶梯</translation>
    </message>
    <message>
        <source>All</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Top half</source>
        <translation>上半部分</translation>
    </message>
    <message>
        <source>Top 2</source>
        <translation>顶部 2 层</translation>
    </message>
    <message>
        <source>Head only</source>
        <translation>仅分类头</translation>
    </message>
    <message>
        <source>Everything may change: best with many texts</source>
        <translation>所有层都可以改变：适合文本很多的情况</translation>
    </message>
    <message>
        <source>The lower half stays as it is: quicker, and keeps more of what it knows</source>
        <translation>下半部分保持不变：更快，也更多地保留它已有的知识</translation>
    </message>
    <message>
        <source>Only the two uppermost blocks change</source>
        <translation>只有最上面的两层会改变</translation>
    </message>
    <message>
        <source>The model stays as it is; only the decision is learned</source>
        <translation>模型保持不变，只学习如何判断</translation>
    </message>
    <message>
        <source>Trainable parameters</source>
        <translation>可训练参数</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>内存</translation>
    </message>
    <message>
        <source>after %1 for the frozen layers, once</source>
        <translation>另需 %1 计算冻结层（只需一次）</translation>
    </message>
    <message>
        <source>about, on this computer</source>
        <translation>约，在本机上</translation>
    </message>
    <message>
        <source>An epoch</source>
        <translation>每轮用时</translation>
    </message>
    <message>
        <source>is being measured</source>
        <translation>正在测量</translation>
    </message>
    <message>
        <source>and the biases below</source>
        <translation>以及其下的偏置</translation>
    </message>
    <message>
        <source>and low-rank matrices in the blocks</source>
        <translation>以及各块中的低秩矩阵</translation>
    </message>
</context>
<context>
    <name>espalier::LadderModel</name>
    <message>
        <source>The head is new, so it always trains</source>
        <translation>分类头是新的，所以总要训练</translation>
    </message>
    <message>
        <source>trains</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>frozen</source>
        <translation>冻结</translation>
    </message>
    <message>
        <source>Head · %1 labels</source>
        <translation>分类头 · %1 个标签</translation>
    </message>
    <message>
        <source>Pooler</source>
        <translation>池化层</translation>
    </message>
    <message>
        <source>Embeddings</source>
        <translation>嵌入层</translation>
    </message>
    <message>
        <source>Block %1</source>
        <translation>第 %1 层</translation>
    </message>
    <message>
        <source>Train</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>Rung</source>
        <translation>层</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>参数量</translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation>学习率</translation>
    </message>
    <message>
        <source>How far the opened run has moved the rung&apos;s weights from the checkpoint&apos;s</source>
        <translation>打开的训练使这一层的权重偏离起始模型的程度</translation>
    </message>
    <message>
        <source>new</source>
        <translation>新的</translation>
    </message>
    <message>
        <source>Moved</source>
        <translation>移动</translation>
    </message>
    <message>
        <source>The gradient&apos;s norm during the opened run, by logarithm: %1 at first, %2 at last</source>
        <translation>所打开的训练中梯度范数的变化（对数刻度）：开始 %1，结束 %2</translation>
    </message>
    <message>
        <source>Head · a number</source>
        <translation>分类头 · 一个数值</translation>
    </message>
    <message>
        <source>Gradient</source>
        <translation>梯度</translation>
    </message>
    <message>
        <source>It uses the weights of another rung, and trains and freezes with it: %1</source>
        <translation>它使用另一层的权重，与其一同训练、一同冻结：%1</translation>
    </message>
    <message>
        <source>shared with block %1</source>
        <translation>与第 %1 块共享</translation>
    </message>
</context>
<context>
    <name>espalier::MainWindow</name>
    <message>
        <source>Open a project&apos;s folder</source>
        <translation>打开项目文件夹</translation>
    </message>
    <message>
        <source>Training is still running</source>
        <translation>训练仍在进行</translation>
    </message>
    <message>
        <source>Keep running</source>
        <translation>继续训练</translation>
    </message>
    <message>
        <source>Pause and go on</source>
        <translation>暂停后继续</translation>
    </message>
    <message>
        <source>Pause and close</source>
        <translation>暂停并关闭</translation>
    </message>
    <message>
        <source>Everything it has learned can be saved, so that it goes on later where it was.</source>
        <translation>可以保存已学到的一切，以后从这里继续训练。</translation>
    </message>
</context>
<context>
    <name>espalier::ModelPage</name>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Choose what to start from, and what may change</source>
        <translation>选择从哪个模型开始，以及哪些层可以改变</translation>
    </message>
    <message>
        <source>%1 languages</source>
        <translation>%1 种语言</translation>
    </message>
    <message>
        <source>English</source>
        <translation>英文</translation>
    </message>
    <message>
        <source>Chinese</source>
        <translation>中文</translation>
    </message>
    <message>
        <source>Choose a model&apos;s folder</source>
        <translation>选择模型文件夹</translation>
    </message>
    <message>
        <source>Add folder…</source>
        <translation>添加文件夹…</translation>
    </message>
    <message>
        <source>Continue to training</source>
        <translation>下一步：训练</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>No models yet</source>
        <translation>还没有模型</translation>
    </message>
    <message>
        <source>many languages</source>
        <translation>多种语言</translation>
    </message>
    <message>
        <source>suits best</source>
        <translation>最合适</translation>
    </message>
    <message>
        <source>Download…</source>
        <translation>下载…</translation>
    </message>
    <message>
        <source>Download one, or add the folder of a model in the Hugging Face format.</source>
        <translation>下载一个模型，或添加 Hugging Face 格式的模型文件夹。</translation>
    </message>
</context>
<context>
    <name>espalier::NewProjectDialog</name>
    <message>
        <source>Create</source>
        <translation>新建</translation>
    </message>
    <message>
        <source>New project</source>
        <translation>新建项目</translation>
    </message>
    <message>
        <source>What is this project called?</source>
        <translation>这个项目叫什么？</translation>
    </message>
    <message>
        <source>Support tickets</source>
        <translation>客服工单</translation>
    </message>
    <message>
        <source>Another place…</source>
        <translation>换个位置…</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Where the project&apos;s folder goes</source>
        <translation>项目文件夹放在哪里</translation>
    </message>
</context>
<context>
    <name>espalier::Notice</name>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>espalier::PartsForm</name>
    <message>
        <source>Choose the file for validation</source>
        <translation>选择验证集的文件</translation>
    </message>
    <message>
        <source>Choose the file for the test</source>
        <translation>选择测试集的文件</translation>
    </message>
    <message>
        <source>Tables (*.csv *.tsv *.txt);;All files (*)</source>
        <translation>表格 (*.csv *.tsv *.txt);;所有文件 (*)</translation>
    </message>
    <message>
        <source>Choose above the columns which one says the part of each row.</source>
        <translation>请在各列上方选择哪一列说明每行所属的子集。</translation>
    </message>
    <message>
        <source>The column %1 says the part of each row.</source>
        <translation>“%1”列说明每行所属的子集。</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Every label is divided in these shares, by chance. The rest is for training.</source>
        <translation>每个标签都按这些比例随机划分，其余的用于训练。</translation>
    </message>
    <message>
        <source>The file itself says which rows are for training and which for testing.</source>
        <translation>文件本身写明了哪些行用于训练、哪些用于测试。</translation>
    </message>
    <message>
        <source>This file is for training, others are for validation and test.</source>
        <translation>这个文件用于训练，验证和测试另有文件。</translation>
    </message>
    <message>
        <source>By ratio</source>
        <translation>按比例</translation>
    </message>
    <message>
        <source>From a column</source>
        <translation>按某一列</translation>
    </message>
    <message>
        <source>From separate files</source>
        <translation>来自不同的文件</translation>
    </message>
    <message>
        <source>How the rows are divided</source>
        <translation>如何划分各行</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>选择…</translation>
    </message>
</context>
<context>
    <name>espalier::ProgressView</name>
    <message>
        <source>after step %1</source>
        <translation>第 %1 步之后</translation>
    </message>
    <message>
        <source>step %1 of %2</source>
        <translation>第 %1 步，共 %2 步</translation>
    </message>
    <message>
        <source>%1 left</source>
        <translation>剩余 %1</translation>
    </message>
    <message>
        <source>texts a second</source>
        <translation>条文本/秒</translation>
    </message>
    <message>
        <source>before clipping</source>
        <translation>裁剪之前</translation>
    </message>
    <message>
        <source>Confusion</source>
        <translation>混淆矩阵</translation>
    </message>
    <message>
        <source>Comes with the first validation</source>
        <translation>第一次验证后显示</translation>
    </message>
    <message>
        <source>· worst %1 of %2</source>
        <translation>· 最易混淆的 %1 个（共 %2 个）</translation>
    </message>
    <message>
        <source>Rows actual, columns predicted, step %1</source>
        <translation>行为实际标签，列为预测标签，第 %1 步</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>损失</translation>
    </message>
    <message>
        <source>train</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>validation</source>
        <translation>验证</translation>
    </message>
    <message>
        <source>Validation</source>
        <translation>验证</translation>
    </message>
    <message>
        <source>At this moment</source>
        <translation>此刻</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>日志</translation>
    </message>
    <message>
        <source>Epoch</source>
        <translation>轮次</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>速度</translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation>学习率</translation>
    </message>
    <message>
        <source>Gradient norm</source>
        <translation>梯度范数</translation>
    </message>
    <message>
        <source>At the end</source>
        <translation>结束时</translation>
    </message>
    <message>
        <source>Best: %1</source>
        <translation>最佳：%1</translation>
    </message>
</context>
<context>
    <name>espalier::ProofCard</name>
    <message>
        <source>the same as here</source>
        <translation>与这里相同</translation>
    </message>
    <message>
        <source>here it was %1</source>
        <translation>这里是 %1</translation>
    </message>
    <message>
        <source>The folder was opened again and answers as the run does.</source>
        <translation>已重新打开该文件夹，它的回答与这次训练的模型一致。</translation>
    </message>
    <message>
        <source>The folder does not answer as the run does. Do not use it.</source>
        <translation>该文件夹的回答与这次训练的模型不一致。请不要使用。</translation>
    </message>
    <message>
        <source>Exported</source>
        <translation>已导出</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>打开文件夹</translation>
    </message>
    <message>
        <source>Texts run again</source>
        <translation>重新预测的文本</translation>
    </message>
    <message>
        <source>Largest difference</source>
        <translation>最大差异</translation>
    </message>
    <message>
        <source>of any probability</source>
        <translation>任一概率</translation>
    </message>
    <message>
        <source>Accuracy</source>
        <translation>准确率</translation>
    </message>
    <message>
        <source>Checking that it answers as the run does…</source>
        <translation>正在检查它的回答是否与这次训练的模型一致…</translation>
    </message>
    <message>
        <source>Not checked yet.</source>
        <translation>尚未检查。</translation>
    </message>
    <message>
        <source>Only predictions were compared: the data has changed since this run, so its accuracy is not comparable.</source>
        <translation>只比较了预测：这次训练之后数据已有变动，准确率无法比较。</translation>
    </message>
    <message>
        <source>Only predictions were compared: this run was never judged.</source>
        <translation>只比较了预测：这次训练没有评估过。</translation>
    </message>
</context>
<context>
    <name>espalier::RateFinderView</name>
    <message>
        <source>learning rate %1</source>
        <translation>学习率 %1</translation>
    </message>
    <message>
        <source>loss %1</source>
        <translation>损失 %1</translation>
    </message>
    <message>
        <source>Some hundred short steps with a rising learning rate. Nothing of it is kept.</source>
        <translation>用逐渐升高的学习率走约一百小步，结果不会保留。</translation>
    </message>
    <message>
        <source>Tries some hundred steps with a rising learning rate and looks where the loss falls fastest.</source>
        <translation>用逐渐升高的学习率试走约一百步，看损失在哪里下降最快。</translation>
    </message>
    <message>
        <source>The loss never fell: no learning rate can be suggested.</source>
        <translation>损失始终没有下降：无法建议学习率。</translation>
    </message>
    <message>
        <source>The loss falls fastest around %1: a good learning rate for this recipe.</source>
        <translation>损失在 %1 附近下降最快：适合当前配方的学习率。</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>再试一次</translation>
    </message>
    <message>
        <source>Try learning rates</source>
        <translation>试各种学习率</translation>
    </message>
    <message>
        <source>Use %1</source>
        <translation>使用 %1</translation>
    </message>
    <message>
        <source>Loss over the learning rate</source>
        <translation>损失随学习率的变化</translation>
    </message>
</context>
<context>
    <name>espalier::RatioFields</name>
    <message>
        <source>Validation, %</source>
        <translation>验证集（%）</translation>
    </message>
    <message>
        <source>Test, %</source>
        <translation>测试集（%）</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>随机种子</translation>
    </message>
    <message>
        <source>Rows that are looked at while it trains, to keep the best model</source>
        <translation>训练过程中用来查看效果、留下最佳模型的行</translation>
    </message>
    <message>
        <source>Rows that are kept aside to judge the model at the end</source>
        <translation>留到最后用来评判模型的行</translation>
    </message>
    <message>
        <source>The same number deals the rows out in the same way again</source>
        <translation>同一个数会以同样的方式分配各行</translation>
    </message>
</context>
<context>
    <name>espalier::RecipeForm</name>
    <message>
        <source>Epochs</source>
        <translation>轮次</translation>
    </message>
    <message>
        <source>How often every text is seen. Three are a good start.</source>
        <translation>每条文本看多少遍。从 3 开始就不错。</translation>
    </message>
    <message>
        <source>How careful</source>
        <translation>谨慎程度</translation>
    </message>
    <message>
        <source>The learning rate: left keeps more of what the model knows, right learns faster.</source>
        <translation>即学习率：靠左更多地保留模型已有的知识，靠右学得更快。</translation>
    </message>
    <message>
        <source>Batch</source>
        <translation>批大小</translation>
    </message>
    <message>
        <source>Texts a step. More is steadier and needs more memory.</source>
        <translation>每步的文本数。越多越平稳，占用的内存也越多。</translation>
    </message>
    <message>
        <source>Text length</source>
        <translation>文本长度</translation>
    </message>
    <message>
        <source>Longer texts are cut to so many tokens; a token is a word or a piece of one.</source>
        <translation>超过这么多词元的文本会被截断；一个词元是一个词或词的一部分。</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>Automatic takes the graphics card where there is one.</source>
        <translation>“自动”在有显卡时使用显卡。</translation>
    </message>
    <message>
        <source>Precision</source>
        <translation>精度</translation>
    </message>
    <message>
        <source>16 bits are faster where the device can, at nearly the same result.</source>
        <translation>在支持的设备上，16 位更快，结果几乎一样。</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>随机种子</translation>
    </message>
    <message>
        <source>The same number gives the same run again.</source>
        <translation>同一个数会得到同样的训练结果。</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>自动</translation>
    </message>
    <message>
        <source>Processor</source>
        <translation>处理器</translation>
    </message>
    <message>
        <source>Graphics card</source>
        <translation>显卡</translation>
    </message>
    <message>
        <source>32 bits</source>
        <translation>32 位</translation>
    </message>
    <message>
        <source>16 bits (bfloat16)</source>
        <translation>16 位 (bfloat16)</translation>
    </message>
</context>
<context>
    <name>espalier::RecipeModel</name>
    <message>
        <source>Setting</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>值</translation>
    </message>
    <message>
        <source>Usually</source>
        <translation>通常</translation>
    </message>
    <message>
        <source>What it does</source>
        <translation>作用</translation>
    </message>
    <message>
        <source>Usually %1</source>
        <translation>通常为 %1</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>是</translation>
    </message>
    <message>
        <source>no</source>
        <translation>否</translation>
    </message>
</context>
<context>
    <name>espalier::RefusedCard</name>
    <message>
        <source>%1 rows could not be taken</source>
        <translation>%1 行未能采用</translation>
    </message>
    <message>
        <source>Show the file that keeps them</source>
        <translation>显示保存这些行的文件</translation>
    </message>
    <message>
        <source>Rows that could not be taken</source>
        <translation>未能采用的行</translation>
    </message>
</context>
<context>
    <name>espalier::RefusedModel</name>
    <message>
        <source>Line</source>
        <translation>行号</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>What the line holds</source>
        <translation>该行内容</translation>
    </message>
</context>
<context>
    <name>espalier::RoleHeader</name>
    <message>
        <source>Text</source>
        <translation>文本</translation>
    </message>
    <message>
        <source>Second text</source>
        <translation>第二段文本</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>分组</translation>
    </message>
    <message>
        <source>Part</source>
        <translation>子集</translation>
    </message>
    <message>
        <source>Ignore</source>
        <translation>忽略</translation>
    </message>
    <message>
        <source>What the model reads</source>
        <translation>模型读取的内容</translation>
    </message>
    <message>
        <source>A second text that is read together with the first</source>
        <translation>与第一段一起读取的第二段文本</translation>
    </message>
    <message>
        <source>What the model learns to say</source>
        <translation>模型要学会给出的答案</translation>
    </message>
    <message>
        <source>Rows of one group stay in one part: a patient, a customer, a document</source>
        <translation>同一组的行留在同一个子集：同一位病人、同一位客户、同一份文档</translation>
    </message>
    <message>
        <source>Says of each row whether it is for training or testing</source>
        <translation>说明每行用于训练还是测试</translation>
    </message>
    <message>
        <source>Not used</source>
        <translation>不使用</translation>
    </message>
    <message>
        <source>What the column %1 is for</source>
        <translation>“%1”列的用途</translation>
    </message>
    <message>
        <source>Weight</source>
        <translation>权重</translation>
    </message>
    <message>
        <source>How often a row is drawn, where sampling goes by weight: a number of 0 or more</source>
        <translation>按权重抽样时一行被抽到的频率：不小于 0 的数</translation>
    </message>
</context>
<context>
    <name>espalier::RowsCard</name>
    <message>
        <source>All labels</source>
        <translation>全部标签</translation>
    </message>
    <message>
        <source>%1 rows</source>
        <translation>%1 行</translation>
    </message>
    <message>
        <source>%1 of %2 rows</source>
        <translation>%2 行中的 %1 行</translation>
    </message>
    <message>
        <source>Search the texts</source>
        <translation>搜索文本</translation>
    </message>
    <message>
        <source>Show only rows with this label</source>
        <translation>只显示带有这个标签的行</translation>
    </message>
    <message>
        <source>Show only rows of this part</source>
        <translation>只显示这个子集的行</translation>
    </message>
    <message>
        <source>Undo the latest change</source>
        <translation>撤销最近一次更改</translation>
    </message>
    <message>
        <source>All rows</source>
        <translation>全部行</translation>
    </message>
    <message>
        <source>All parts</source>
        <translation>全部子集</translation>
    </message>
</context>
<context>
    <name>espalier::RowsModel</name>
    <message>
        <source>Training</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>Validation</source>
        <translation>验证</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>测试</translation>
    </message>
    <message>
        <source>Changed by hand</source>
        <translation>手动修改过</translation>
    </message>
    <message>
        <source>Line</source>
        <translation>行号</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>文本</translation>
    </message>
    <message>
        <source>Second text</source>
        <translation>第二段文本</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>Part</source>
        <translation>子集</translation>
    </message>
</context>
<context>
    <name>espalier::RunChart</name>
    <message>
        <source>smoothing</source>
        <translation>平滑</translation>
    </message>
    <message>
        <source>Smoothing</source>
        <translation>平滑</translation>
    </message>
    <message>
        <source>How much of the ups and downs is evened out; the faint line is what was measured</source>
        <translation>把起伏抹平多少；浅色的线是实测值</translation>
    </message>
    <message>
        <source>log y</source>
        <translation>纵轴取对数</translation>
    </message>
    <message>
        <source>Equal distances for equal ratios</source>
        <translation>相同的倍数对应相同的距离</translation>
    </message>
    <message>
        <source>steps</source>
        <translation>步数</translation>
    </message>
    <message>
        <source>time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Along the bottom</source>
        <translation>横轴</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>显示全部</translation>
    </message>
    <message>
        <source>Curves</source>
        <translation>曲线</translation>
    </message>
    <message>
        <source>step %1</source>
        <translation>第 %1 步</translation>
    </message>
    <message>
        <source>Save as PNG…</source>
        <translation>另存为 PNG…</translation>
    </message>
    <message>
        <source>Save as SVG…</source>
        <translation>另存为 SVG…</translation>
    </message>
    <message>
        <source>Save as PDF…</source>
        <translation>另存为 PDF…</translation>
    </message>
    <message>
        <source>Save the numbers as CSV…</source>
        <translation>把数据另存为 CSV…</translation>
    </message>
    <message>
        <source>Save the chart</source>
        <translation>保存图表</translation>
    </message>
</context>
<context>
    <name>espalier::RunsModel</name>
    <message>
        <source>training</source>
        <translation>训练中</translation>
    </message>
    <message>
        <source>finished</source>
        <translation>已完成</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>已停止</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>the first run</source>
        <translation>第一次训练</translation>
    </message>
    <message>
        <source>same recipe</source>
        <translation>配方相同</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Started</source>
        <translation>开始时间</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>What changed</source>
        <translation>与上次的不同</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>已暂停</translation>
    </message>
</context>
<context>
    <name>espalier::RunsPage</name>
    <message>
        <source>Runs</source>
        <translation>训练记录</translation>
    </message>
    <message>
        <source>%1 in this project, newest first</source>
        <translation>本项目中有 %1 次，最新的在前</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>丢弃</translation>
    </message>
    <message>
        <source>Moves the run to the bin folder of the project</source>
        <translation>把这次训练移到项目的回收文件夹（bin）</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Shows this run on the pages Evaluate, Try and Export</source>
        <translation>在“评估”“试用”和“导出”页上显示这次训练</translation>
    </message>
    <message>
        <source>No runs yet</source>
        <translation>还没有训练记录</translation>
    </message>
    <message>
        <source>Each training becomes a run: its settings, curves, results and model.</source>
        <translation>每次训练都会留下一条记录：它的设置、曲线、结果和模型。</translation>
    </message>
    <message>
        <source>Go to training</source>
        <translation>去训练</translation>
    </message>
    <message>
        <source>This run failed and can&apos;t be opened. %1</source>
        <translation>这次训练失败了，无法打开。%1</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>继续训练</translation>
    </message>
    <message>
        <source>Goes on with the run where it was</source>
        <translation>从上次的位置继续这次训练</translation>
    </message>
    <message>
        <source>Watch</source>
        <translation>旁观</translation>
    </message>
    <message>
        <source>Another program trains this run: look on</source>
        <translation>另一个程序正在训练它：在此旁观</translation>
    </message>
</context>
<context>
    <name>espalier::ScatterChart</name>
    <message>
        <source>Predicted and actual</source>
        <translation>预测值与实际值</translation>
    </message>
    <message>
        <source>Along the bottom what is right, upwards what was predicted. A text on the dashed line is predicted exactly. %1 texts.</source>
        <translation>横轴是正确的数值，纵轴是预测的数值。落在虚线上的文本预测得完全准确。共 %1 条文本。</translation>
    </message>
</context>
<context>
    <name>espalier::SearchView</name>
    <message>
        <source>All train a while, and again and again the better third goes on. Cancelling keeps what was done.</source>
        <translation>全部先训练一段，每次只让较好的三分之一继续。取消后已完成的部分会保留。</translation>
    </message>
    <message>
        <source>The best stands first. Every trial was judged on the validation texts.</source>
        <translation>最好的排在最前。每次试验都用验证文本评判。</translation>
    </message>
    <message>
        <source>Trains with different settings, each for a while, and goes on with the better ones. Try:</source>
        <translation>用不同的设置各训练一段，再让较好的继续。要试的有：</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Search again</source>
        <translation>再搜索一次</translation>
    </message>
    <message>
        <source>Start the search</source>
        <translation>开始搜索</translation>
    </message>
    <message>
        <source>The learning rate</source>
        <translation>学习率</translation>
    </message>
    <message>
        <source>How many layers train</source>
        <translation>训练多少层</translation>
    </message>
    <message>
        <source>The batch</source>
        <translation>批大小</translation>
    </message>
    <message>
        <source>How close it stays to what it knows</source>
        <translation>与原有知识保持多近</translation>
    </message>
    <message>
        <source>Trials</source>
        <translation>试验</translation>
    </message>
    <message>
        <source>Use these settings</source>
        <translation>使用这些设置</translation>
    </message>
    <message>
        <source>The trials&apos; scores over their steps</source>
        <translation>各试验的得分随步数的变化</translation>
    </message>
</context>
<context>
    <name>espalier::SetupView</name>
    <message>
        <source>%1 an epoch</source>
        <translation>每轮 %1 步</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Forecast</source>
        <translation>预估</translation>
    </message>
    <message>
        <source>Recipe</source>
        <translation>配方</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>内存</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>步数</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>表格</translation>
    </message>
    <message>
        <source>about, of the whole program</source>
        <translation>约，整个程序</translation>
    </message>
    <message>
        <source>about, of the run alone</source>
        <translation>约，仅训练本身</translation>
    </message>
    <message>
        <source>about, on this computer</source>
        <translation>约，在本机上</translation>
    </message>
    <message>
        <source>is being measured</source>
        <translation>正在测量</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>用时</translation>
    </message>
    <message>
        <source>Load a recipe</source>
        <translation>载入配方</translation>
    </message>
    <message>
        <source>Recipes (*.json)</source>
        <translation>配方 (*.json)</translation>
    </message>
    <message>
        <source>Load a recipe…</source>
        <translation>载入配方…</translation>
    </message>
    <message>
        <source>All settings</source>
        <translation>所有设置</translation>
    </message>
    <message>
        <source>As JSON</source>
        <translation>JSON 形式</translation>
    </message>
    <message>
        <source>As a command line</source>
        <translation>命令行形式</translation>
    </message>
    <message>
        <source>Find the learning rate</source>
        <translation>寻找学习率</translation>
    </message>
    <message>
        <source>Search for settings</source>
        <translation>搜索合适的设置</translation>
    </message>
</context>
<context>
    <name>espalier::StageRail</name>
    <message>
        <source>Data</source>
        <translation>数据</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Train</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>Evaluate</source>
        <translation>评估</translation>
    </message>
    <message>
        <source>Try</source>
        <translation>试用</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>训练记录</translation>
    </message>
</context>
<context>
    <name>espalier::StatusLine</name>
    <message>
        <source>Stop this</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>进度</translation>
    </message>
    <message>
        <source>Offline</source>
        <translation>离线</translation>
    </message>
    <message>
        <source>This program opens no connection: your texts and models stay on this computer.</source>
        <translation>本程序不建立任何网络连接：你的文本和模型都留在这台电脑上。</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>就绪</translation>
    </message>
    <message>
        <source>%1 left</source>
        <translation>剩余 %1</translation>
    </message>
    <message>
        <source>Online</source>
        <translation>在线</translation>
    </message>
    <message>
        <source>HF_HUB_OFFLINE or TRANSFORMERS_OFFLINE is set: this program opens no connection.</source>
        <translation>已设置 HF_HUB_OFFLINE 或 TRANSFORMERS_OFFLINE：本程序不会建立任何连接。</translation>
    </message>
    <message>
        <source>Connections are opened only to download a model, when you ask for it; your texts stay on this computer. Press to forbid even that.</source>
        <translation>仅当您要求下载模型时才会建立连接；您的文本始终留在这台计算机上。按下可连这也禁止。</translation>
    </message>
</context>
<context>
    <name>espalier::TaskForm</name>
    <message>
        <source>A text may have none, one or several of the labels.</source>
        <translation>一条文本可以没有、有一个或有多个标签。</translation>
    </message>
    <message>
        <source>The column holds numbers; the model learns to say one.</source>
        <translation>该列是数字；模型学习给出一个数值。</translation>
    </message>
    <message>
        <source>Every text has exactly one of the labels.</source>
        <translation>每条文本恰好有一个标签。</translation>
    </message>
    <message>
        <source>What is learned</source>
        <translation>学习什么</translation>
    </message>
    <message>
        <source>Between two labels stands</source>
        <translation>标签之间的分隔符</translation>
    </message>
    <message>
        <source>What stands between two labels</source>
        <translation>标签之间的分隔符</translation>
    </message>
</context>
<context>
    <name>espalier::TextCard</name>
    <message>
        <source>Text</source>
        <translation>文本</translation>
    </message>
    <message>
        <source>First text</source>
        <translation>第一段文本</translation>
    </message>
    <message>
        <source>Second text</source>
        <translation>第二段文本</translation>
    </message>
    <message>
        <source>Type a sentence…</source>
        <translation>输入一句话…</translation>
    </message>
    <message>
        <source>Text to try</source>
        <translation>要试的文本</translation>
    </message>
    <message>
        <source>Second text to try</source>
        <translation>要试的第二段文本</translation>
    </message>
    <message>
        <source>Or one of your own, with the label it has in the data:</source>
        <translation>或选一条你自己的文本，附有它在数据中的标签：</translation>
    </message>
    <message>
        <source>Texts of the data</source>
        <translation>数据中的文本</translation>
    </message>
</context>
<context>
    <name>espalier::TopBar</name>
    <message>
        <source>Project</source>
        <translation>项目</translation>
    </message>
    <message>
        <source>Start, open or close a project</source>
        <translation>新建、打开或关闭项目</translation>
    </message>
    <message>
        <source>Light colours</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Dark colours</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>Change the language</source>
        <translation>切换语言</translation>
    </message>
    <message>
        <source>New project…</source>
        <translation>新建项目…</translation>
    </message>
    <message>
        <source>Open project…</source>
        <translation>打开项目…</translation>
    </message>
    <message>
        <source>Close project</source>
        <translation>关闭项目</translation>
    </message>
    <message>
        <source>About Espalier…</source>
        <translation>关于 Espalier…</translation>
    </message>
</context>
<context>
    <name>espalier::TrainPage</name>
    <message>
        <source>Train</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>%1 could not be written.</source>
        <translation>无法写入 %1。</translation>
    </message>
    <message>
        <source>Choose another place, or free some space.</source>
        <translation>请换一个位置，或腾出一些空间。</translation>
    </message>
    <message>
        <source>Choose how it learns, then start</source>
        <translation>选择如何学习，然后开始</translation>
    </message>
    <message>
        <source>Stop and keep</source>
        <translation>停止并保留</translation>
    </message>
    <message>
        <source>Ends the run with the best model so far</source>
        <translation>结束这次训练，保留目前最好的模型</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>丢弃</translation>
    </message>
    <message>
        <source>Ends the run and moves it to the project&apos;s bin</source>
        <translation>结束这次训练，并移到项目的回收文件夹（bin）</translation>
    </message>
    <message>
        <source>New run</source>
        <translation>新的训练</translation>
    </message>
    <message>
        <source>Start training</source>
        <translation>开始训练</translation>
    </message>
    <message>
        <source>See the results</source>
        <translation>查看结果</translation>
    </message>
    <message>
        <source>Back to the run</source>
        <translation>返回这次训练</translation>
    </message>
    <message>
        <source>Try it</source>
        <translation>试一试</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Saves everything, so that the run can go on later, even after a restart</source>
        <translation>保存一切，以后（即使重启后）也能继续这次训练</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>继续训练</translation>
    </message>
    <message>
        <source>Goes on with the run where it was</source>
        <translation>从上次的位置继续这次训练</translation>
    </message>
    <message>
        <source>Trained by another program</source>
        <translation>由另一个程序训练</translation>
    </message>
</context>
<context>
    <name>espalier::TrialsModel</name>
    <message>
        <source>ran away</source>
        <translation>已发散</translation>
    </message>
    <message>
        <source>training</source>
        <translation>训练中</translation>
    </message>
    <message>
        <source>Trial</source>
        <translation>试验</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>步数</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
</context>
<context>
    <name>espalier::TryPage</name>
    <message>
        <source>Try</source>
        <translation>试用</translation>
    </message>
    <message>
        <source>Type a sentence and see what the model says</source>
        <translation>输入一句话，看看模型怎么回答</translation>
    </message>
    <message>
        <source>With the run %1</source>
        <translation>使用训练 %1 的模型</translation>
    </message>
    <message>
        <source>No trained model yet</source>
        <translation>还没有训练好的模型</translation>
    </message>
    <message>
        <source>Train one, then type a sentence here.</source>
        <translation>请先训练一个，再在这里输入句子。</translation>
    </message>
</context>
<context>
    <name>espalier::WelcomePage</name>
    <message>
        <source>Welcome to Espalier</source>
        <translation>欢迎使用 Espalier</translation>
    </message>
    <message>
        <source>not there any more</source>
        <translation>已不在原处</translation>
    </message>
    <message>
        <source>Teach a language model to sort texts the way you do</source>
        <translation>教语言模型按你的方式给文本分类</translation>
    </message>
    <message>
        <source>Open project…</source>
        <translation>打开项目…</translation>
    </message>
    <message>
        <source>New project…</source>
        <translation>新建项目…</translation>
    </message>
    <message>
        <source>Recent projects</source>
        <translation>最近的项目</translation>
    </message>
    <message>
        <source>No projects yet</source>
        <translation>还没有项目</translation>
    </message>
    <message>
        <source>Start one with a table of texts and their labels, or try a sample first.</source>
        <translation>用一个含有文本和标签的表格新建项目，或先试一个示例。</translation>
    </message>
    <message>
        <source>See how it works</source>
        <translation>看看怎么用</translation>
    </message>
    <message>
        <source>Support tickets</source>
        <translation>客服工单</translation>
    </message>
    <message>
        <source>English messages to a help desk, sorted by what they are about.</source>
        <translation>发给服务台的英文消息，按内容主题分类。</translation>
    </message>
    <message>
        <source>Restaurant reviews</source>
        <translation>餐厅评论</translation>
    </message>
    <message>
        <source>Chinese reviews, sorted into food, delivery, service and place.</source>
        <translation>中文评论，分为菜品、配送、服务和环境。</translation>
    </message>
    <message>
        <source>Try the sample</source>
        <translation>试试这个示例</translation>
    </message>
    <message>
        <source>Try the sample: %1</source>
        <translation>试试这个示例：%1</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>导入</translation>
    </message>
    <message>
        <source>A table of texts, each with its label</source>
        <translation>一个文本表格，每条文本带一个标签</translation>
    </message>
    <message>
        <source>Choose</source>
        <translation>选择</translation>
    </message>
    <message>
        <source>A model to start from, and the layers that may change</source>
        <translation>从哪个模型开始，以及哪些层可以改变</translation>
    </message>
    <message>
        <source>Train</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>Watch it learn; stop whenever you like</source>
        <translation>看着它学习，随时可以停止</translation>
    </message>
    <message>
        <source>Judge</source>
        <translation>评估</translation>
    </message>
    <message>
        <source>See what it gets right, and read what it gets wrong</source>
        <translation>看看它哪些判对了，读读它哪些判错了</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>A folder that other tools load</source>
        <translation>一个其他工具也能加载的文件夹</translation>
    </message>
    <message>
        <source>One click makes a project and trains a model, here on this computer. Then type sentences of your own.</source>
        <translation>点一下，就在这台电脑上新建项目并训练模型。随后输入你自己的句子。</translation>
    </message>
</context>
<context>
    <name>espalier::Workbench</name>
    <message>
        <source>Sample tickets</source>
        <translation>示例工单</translation>
    </message>
    <message>
        <source>Sample reviews</source>
        <translation>示例评论</translation>
    </message>
    <message>
        <source>Project</source>
        <translation>项目</translation>
    </message>
    <message>
        <source>Open or start a project first</source>
        <translation>请先打开或新建项目</translation>
    </message>
    <message>
        <source>Import labelled texts first</source>
        <translation>请先导入带标签的文本</translation>
    </message>
    <message>
        <source>Choose a model first</source>
        <translation>请先选择模型</translation>
    </message>
    <message>
        <source>Wait for the first result of the training</source>
        <translation>请等待训练的第一个结果</translation>
    </message>
    <message>
        <source>Train a model first</source>
        <translation>请先训练一个模型</translation>
    </message>
    <message>
        <source>1 thread</source>
        <translation>1 个线程</translation>
    </message>
    <message>
        <source>%1 threads</source>
        <translation>%1 个线程</translation>
    </message>
    <message>
        <source>This run was stopped before it was judged</source>
        <translation>这次训练在评估之前就停止了</translation>
    </message>
    <message>
        <source>This run was never judged: it had no validation or test texts</source>
        <translation>这次训练没有评估过：没有验证或测试文本</translation>
    </message>
</context>
<context>
    <name>eval</name>
    <message>
        <source>Label index {0} is not among {1} labels.</source>
        <translation>标签索引 {0} 超出范围：共有 {1} 个标签。</translation>
    </message>
    <message>
        <source>{0} probabilities were given for {1} examples and {2} labels.</source>
        <translation>给出了 {0} 个概率，而样本有 {1} 个、标签有 {2} 个。</translation>
    </message>
    <message>
        <source>{0} predictions were given for {1} numbers.</source>
        <translation>为 {1} 个数给出了 {0} 个预测。</translation>
    </message>
    <message>
        <source>{0} probabilities were given for {1} decisions about {2} labels.</source>
        <translation>为 {2} 个标签的 {1} 个判断给出了 {0} 个概率。</translation>
    </message>
</context>
<context>
    <name>export</name>
    <message>
        <source>Choose another folder, or empty this one first.</source>
        <translation>请另选一个文件夹，或先清空这个文件夹。</translation>
    </message>
    <message>
        <source>Let a run finish, or stop it with its model kept.</source>
        <translation>请等一次训练完成，或停止训练并保留模型。</translation>
    </message>
    <message>
        <source>The run {0} has kept no model to export.</source>
        <translation>训练 {0} 没有保留可导出的模型。</translation>
    </message>
    <message>
        <source>{0} exists already and is not empty.</source>
        <translation>{0} 已存在且不为空。</translation>
    </message>
    <message>
        <source>Checking the exported folder</source>
        <translation>正在检查导出的文件夹</translation>
    </message>
    <message>
        <source>Exporting</source>
        <translation>正在导出</translation>
    </message>
</context>
<context>
    <name>hub</name>
    <message>
        <source>Another program is fetching {0} at the moment.</source>
        <translation>另一个程序正在获取 {0}。</translation>
    </message>
    <message>
        <source>Check HF_ENDPOINT, or try again later.</source>
        <translation>请检查 HF_ENDPOINT，或稍后重试。</translation>
    </message>
    <message>
        <source>Check HF_ENDPOINT.</source>
        <translation>请检查 HF_ENDPOINT。</translation>
    </message>
    <message>
        <source>Check the name. Accept the licence on the model&apos;s page, {0}/{1}, and set HF_TOKEN to a token of the account that did.</source>
        <translation>请检查名称。请在模型页面 {0}/{1} 上接受许可证，并将 HF_TOKEN 设为该账户的令牌。</translation>
    </message>
    <message>
        <source>Check the name. Accept the licence on the model&apos;s page, {0}/{1}, with the account whose token is in use.</source>
        <translation>请检查名称。请用当前令牌所属的账户在模型页面 {0}/{1} 上接受许可证。</translation>
    </message>
    <message>
        <source>Check the name: ORG/NAME, as on the model&apos;s page.</source>
        <translation>请检查名称：ORG/NAME，与模型页面上一致。</translation>
    </message>
    <message>
        <source>Check the network connection and, where one is needed, the proxy (https_proxy). What has arrived is kept: the same again goes on with it.</source>
        <translation>请检查网络连接，如需代理请检查代理（https_proxy）。已收到的部分会保留：再次执行即可继续。</translation>
    </message>
    <message>
        <source>Choose a model in Transformers&apos; format.</source>
        <translation>请选择 Transformers 格式的模型。</translation>
    </message>
    <message>
        <source>Choose another model or revision.</source>
        <translation>请选择其他模型或版本。</translation>
    </message>
    <message>
        <source>Choose one with --name.</source>
        <translation>请用 --name 指定名称。</translation>
    </message>
    <message>
        <source>Convert them with Transformers: AutoModel.from_pretrained(…, from_tf=True or from_flax=True), then save_pretrained.</source>
        <translation>请用 Transformers 转换：先 AutoModel.from_pretrained(…, from_tf=True 或 from_flax=True)，再 save_pretrained。</translation>
    </message>
    <message>
        <source>Copy it once more into HF_TOKEN, or into the file that HF_TOKEN_PATH names.</source>
        <translation>请重新将其复制到 HF_TOKEN，或 HF_TOKEN_PATH 指定的文件中。</translation>
    </message>
    <message>
        <source>Copy or make it once more.</source>
        <translation>请重新复制或制作。</translation>
    </message>
    <message>
        <source>Copy or make it once more: espalier-cli model bundle.</source>
        <translation>请重新复制或制作：espalier-cli model bundle。</translation>
    </message>
    <message>
        <source>Correct it, or unset it for {0}.</source>
        <translation>请更正，或取消设置以使用 {0}。</translation>
    </message>
    <message>
        <source>Give the file a shorter name.</source>
        <translation>请为文件取一个更短的名称。</translation>
    </message>
    <message>
        <source>HF_ENDPOINT is no address of a hub: expected https://HOST or http://HOST, without user, password or query.</source>
        <translation>HF_ENDPOINT 不是 Hub 的网址：应为 https://HOST 或 http://HOST，不含用户名、密码或查询参数。</translation>
    </message>
    <message>
        <source>Install libcurl with its headers and build again, or install a bundle made on another computer: espalier-cli model install FILE.</source>
        <translation>请安装 libcurl 及其头文件后重新构建，或安装在另一台计算机上制作的模型包：espalier-cli model install FILE。</translation>
    </message>
    <message>
        <source>It was thrown away. Try again; where it happens again, somebody between here and the hub changes files.</source>
        <translation>该文件已丢弃。请重试；如果再次发生，说明从这里到 Hub 的途中有人更改了文件。</translation>
    </message>
    <message>
        <source>Its page, {0}/{1}, lists branches and tags.</source>
        <translation>其页面 {0}/{1} 列出了分支和标签。</translation>
    </message>
    <message>
        <source>Let it finish first.</source>
        <translation>请先等它完成。</translation>
    </message>
    <message>
        <source>Let it finish, then do the same again: what is there is used.</source>
        <translation>请等它完成后再次执行：已有的部分会被采用。</translation>
    </message>
    <message>
        <source>Make room or choose another folder (HF_HUB_CACHE). What has arrived is kept: the same again goes on with it.</source>
        <translation>请腾出空间或选择其他文件夹（HF_HUB_CACHE）。已收到的部分会保留：再次执行即可继续。</translation>
    </message>
    <message>
        <source>Make room there, or choose a folder on another disk (HF_HUB_CACHE, ESPALIER_MODELS).</source>
        <translation>请在那里腾出空间，或选择其他磁盘上的文件夹（HF_HUB_CACHE、ESPALIER_MODELS）。</translation>
    </message>
    <message>
        <source>Nothing of it is used. Try again later; a proxy or a mirror may be out of date.</source>
        <translation>这些内容均未采用。请稍后重试；代理或镜像可能已过时。</translation>
    </message>
    <message>
        <source>Nothing was installed. Copy or make the bundle once more; {0} is not what espalier-cli model bundle writes.</source>
        <translation>没有安装任何内容。请重新复制或制作模型包；{0} 不是 espalier-cli model bundle 写出的文件。</translation>
    </message>
    <message>
        <source>Nothing was installed. Use bundles made by espalier-cli model bundle.</source>
        <translation>没有安装任何内容。请使用由 espalier-cli model bundle 制作的模型包。</translation>
    </message>
    <message>
        <source>Nothing was taken from there. Try again later, or on another network.</source>
        <translation>没有从那里取用任何内容。请稍后重试，或换一个网络。</translation>
    </message>
    <message>
        <source>Nothing was written. Don&apos;t use this source: somebody meant harm, or it is damaged.</source>
        <translation>没有写入任何内容。请勿使用此来源：它怀有恶意，或已损坏。</translation>
    </message>
    <message>
        <source>Offline: {0} was not asked, nothing was sent.</source>
        <translation>离线：没有访问 {0}，也没有发送任何内容。</translation>
    </message>
    <message>
        <source>Only models that were fetched, exported or installed from a bundle can be verified.</source>
        <translation>只有下载、导出或从模型包安装的模型才能校验。</translation>
    </message>
    <message>
        <source>Remove it first: espalier-cli model remove {0}</source>
        <translation>请先删除它：espalier-cli model remove {0}</translation>
    </message>
    <message>
        <source>The hub&apos;s token holds white space or characters that no token has.</source>
        <translation>Hub 的令牌含有空白或令牌中不会出现的字符。</translation>
    </message>
    <message>
        <source>The library has a model {0} already.</source>
        <translation>模型库中已有模型 {0}。</translation>
    </message>
    <message>
        <source>The model is incomplete: fetch all of its files, or choose another revision.</source>
        <translation>模型不完整：请获取其全部文件，或选择其他版本。</translation>
    </message>
    <message>
        <source>The network library can&apos;t be started: {0}.</source>
        <translation>无法启动网络库：{0}。</translation>
    </message>
    <message>
        <source>The server can&apos;t prove who it is: check the computer&apos;s clock and certificates, and who runs this network.</source>
        <translation>服务器无法证明其身份：请检查计算机的时钟和证书，以及该网络由谁管理。</translation>
    </message>
    <message>
        <source>This build of Espalier was made without network access.</source>
        <translation>此版本的 Espalier 在构建时未包含网络功能。</translation>
    </message>
    <message>
        <source>Try again later: what has arrived is kept, and the same again goes on with it.</source>
        <translation>请稍后重试：已收到的部分会保留，再次执行即可继续。</translation>
    </message>
    <message>
        <source>Try again later; a proxy or a mirror may not work as it should.</source>
        <translation>请稍后重试；代理或镜像可能工作不正常。</translation>
    </message>
    <message>
        <source>Turn the offline switch off (HF_HUB_OFFLINE, TRANSFORMERS_OFFLINE), or install a bundle made on another computer: espalier-cli model install FILE.</source>
        <translation>请关闭离线开关（HF_HUB_OFFLINE、TRANSFORMERS_OFFLINE），或安装在另一台计算机上制作的模型包：espalier-cli model install FILE。</translation>
    </message>
    <message>
        <source>Use a newer Espalier.</source>
        <translation>请使用更新的 Espalier。</translation>
    </message>
    <message>
        <source>Wait until nobody writes to the model, then make the bundle again.</source>
        <translation>请等到没有程序写入该模型后，再重新制作模型包。</translation>
    </message>
    <message>
        <source>What has arrived is kept: the same again goes on with it.</source>
        <translation>已收到的部分会保留：再次执行即可继续。</translation>
    </message>
    <message>
        <source>What lies below {0} can be removed; other folders are yours to delete.</source>
        <translation>可以删除 {0} 下的内容；其他文件夹请自行删除。</translation>
    </message>
    <message>
        <source>Write ORG/NAME, or ORG/NAME@REVISION for a branch, tag or commit of it.</source>
        <translation>请写成 ORG/NAME，或用 ORG/NAME@REVISION 指定分支、标签或提交。</translation>
    </message>
    <message>
        <source>&quot;{0}&quot; is no name for a model: expected NAME or ORG/NAME.</source>
        <translation>“{0}”不能作为模型名称：应为 NAME 或 ORG/NAME。</translation>
    </message>
    <message>
        <source>&quot;{0}&quot; is no name of a model on the hub.</source>
        <translation>“{0}”不是 Hub 上的模型名称。</translation>
    </message>
    <message>
        <source>&quot;{0}&quot; is no revision: expected a branch, a tag or a commit.</source>
        <translation>“{0}”不是版本：应为分支、标签或提交。</translation>
    </message>
    <message>
        <source>&quot;{0}&quot; is too long a name for an archive.</source>
        <translation>“{0}”作为归档中的名称过长。</translation>
    </message>
    <message>
        <source>{0} answers with status {1}, expected 200.</source>
        <translation>{0} 返回状态码 {1}，应为 200。</translation>
    </message>
    <message>
        <source>{0} calls its model &quot;{1}&quot;: expected NAME or ORG/NAME.</source>
        <translation>{0} 将其模型命名为“{1}”：应为 NAME 或 ORG/NAME。</translation>
    </message>
    <message>
        <source>{0} can&apos;t be removed: {1}.</source>
        <translation>无法删除 {0}：{1}。</translation>
    </message>
    <message>
        <source>{0} can&apos;t be written: {1}.</source>
        <translation>无法写入 {0}：{1}。</translation>
    </message>
    <message>
        <source>{0} does not begin with a {1}.</source>
        <translation>{0} 不以 {1} 开头。</translation>
    </message>
    <message>
        <source>{0} ended after {1} of {2} bytes.</source>
        <translation>{0} 在第 {1} 字节处中断，共 {2} 字节。</translation>
    </message>
    <message>
        <source>{0} ends in the middle: it is not whole.</source>
        <translation>{0} 中途结束：文件不完整。</translation>
    </message>
    <message>
        <source>{0} fails with status {1}.</source>
        <translation>{0} 出错，状态码为 {1}。</translation>
    </message>
    <message>
        <source>{0} has its weights in {1} alone, expected model.safetensors or pytorch_model.bin.</source>
        <translation>{0} 的权重仅有 {1}，应为 model.safetensors 或 pytorch_model.bin。</translation>
    </message>
    <message>
        <source>{0} has no config.json: it is no model.</source>
        <translation>{0} 没有 config.json：它不是模型。</translation>
    </message>
    <message>
        <source>{0} has no model &quot;{1}&quot; with a revision &quot;{2}&quot;.</source>
        <translation>{0} 上没有模型“{1}”的版本“{2}”。</translation>
    </message>
    <message>
        <source>{0} has no revision &quot;{1}&quot;.</source>
        <translation>{0} 没有版本“{1}”。</translation>
    </message>
    <message>
        <source>{0} has no weights: expected model.safetensors or pytorch_model.bin.</source>
        <translation>{0} 没有权重：应有 model.safetensors 或 pytorch_model.bin。</translation>
    </message>
    <message>
        <source>{0} has nothing to compare its files with: no {1}, and it is not of the hub&apos;s cache.</source>
        <translation>{0} 没有可供比对的依据：其中没有 {1}，也不在 Hub 缓存中。</translation>
    </message>
    <message>
        <source>{0} has room for {1} MB, {2} MB are needed.</source>
        <translation>{0} 有 {1} MB 空间，需要 {2} MB。</translation>
    </message>
    <message>
        <source>{0} has {1} bytes, expected {2}.</source>
        <translation>{0} 有 {1} 字节，应为 {2} 字节。</translation>
    </message>
    <message>
        <source>{0} holds &quot;{1}&quot;, which its manifest does not name, or twice.</source>
        <translation>{0} 含有清单中未列出或重复出现的“{1}”。</translation>
    </message>
    <message>
        <source>{0} holds no config.json: it is no model.</source>
        <translation>{0} 中没有 config.json：它不是模型。</translation>
    </message>
    <message>
        <source>{0} is a model itself, {1} can&apos;t be put into it.</source>
        <translation>{0} 本身就是模型，不能把 {1} 放入其中。</translation>
    </message>
    <message>
        <source>{0} is asked too often (429).</source>
        <translation>对 {0} 的请求过于频繁（429）。</translation>
    </message>
    <message>
        <source>{0} is missing.</source>
        <translation>缺少 {0}。</translation>
    </message>
    <message>
        <source>{0} is no archive, or damaged.</source>
        <translation>{0} 不是归档文件，或已损坏。</translation>
    </message>
    <message>
        <source>{0} is no model of the library or the hub&apos;s cache: nothing was removed.</source>
        <translation>{0} 不是模型库或 Hub 缓存中的模型：没有删除任何内容。</translation>
    </message>
    <message>
        <source>{0} is not what it was: its checksum is not {1}.</source>
        <translation>{0} 已不是原来的内容：其校验和不是 {1}。</translation>
    </message>
    <message>
        <source>{0} is not what the hub announced: its checksum is not {1}.</source>
        <translation>{0} 与 Hub 公布的不符：其校验和不是 {1}。</translation>
    </message>
    <message>
        <source>{0} is of version {1}, this program reads {2}.</source>
        <translation>{0} 的版本为 {1}，本程序可读取 {2}。</translation>
    </message>
    <message>
        <source>{0} lacks &quot;{1}&quot;, which its manifest names.</source>
        <translation>{0} 缺少清单中列出的“{1}”。</translation>
    </message>
    <message>
        <source>{0} lists &quot;{1}&quot; twice.</source>
        <translation>{0} 两次列出“{1}”。</translation>
    </message>
    <message>
        <source>{0} lists a file that it does not have.</source>
        <translation>{0} 列出了一个并不存在的文件。</translation>
    </message>
    <message>
        <source>{0} names a file &quot;{1}&quot;: expected a relative path of at most {2} parts that leads nowhere else.</source>
        <translation>{0} 给出了文件名“{1}”：应为不超过 {2} 层且不指向别处的相对路径。</translation>
    </message>
    <message>
        <source>{0} puts &quot;{1}&quot; into {2}, which is not there.</source>
        <translation>{0} 将“{1}”放在 {2} 中，但该文件不存在。</translation>
    </message>
    <message>
        <source>{0} redirects to &quot;{1}&quot;: expected an address.</source>
        <translation>{0} 重定向到“{1}”：应为网址。</translation>
    </message>
    <message>
        <source>{0} redirects to {1}: from an encrypted connection to one that is not.</source>
        <translation>{0} 重定向到 {1}：从加密连接转到未加密的连接。</translation>
    </message>
    <message>
        <source>{0} refuses {1} ({2}): it is gated or private, or there is no such model.</source>
        <translation>{0} 拒绝提供 {1}（{2}）：该模型受限或为私有，或者不存在。</translation>
    </message>
    <message>
        <source>{0} sends &quot;{1}&quot;, asked for were the bytes from {2} on.</source>
        <translation>{0} 发来“{1}”，而请求的是从第 {2} 字节起的内容。</translation>
    </message>
    <message>
        <source>{0} sends a header of more than {1} bytes.</source>
        <translation>{0} 发来的头部超过 {1} 字节。</translation>
    </message>
    <message>
        <source>{0} sends a redirect with a body of more than {1} bytes.</source>
        <translation>{0} 发来的重定向正文超过 {1} 字节。</translation>
    </message>
    <message>
        <source>{0} sends more than {1} bytes, expected a short text.</source>
        <translation>{0} 发来超过 {1} 字节，应为一段短文本。</translation>
    </message>
    <message>
        <source>{0} sends {1} bytes, the hub said {2}.</source>
        <translation>{0} 发来 {1} 字节，而 Hub 给出的是 {2} 字节。</translation>
    </message>
    <message>
        <source>{0} was changed while it was read.</source>
        <translation>{0} 在读取过程中被更改。</translation>
    </message>
    <message>
        <source>{0}: &quot;{1}&quot; is not what the manifest says, its size or checksum differs.</source>
        <translation>{0}：“{1}”与清单不符，大小或校验和不同。</translation>
    </message>
    <message>
        <source>{0}: &quot;{1}&quot; is {2}, expected plain files alone.</source>
        <translation>{0}：“{1}”是 {2}，应只有普通文件。</translation>
    </message>
    <message>
        <source>{0}: hardly a byte came for {1} ms.</source>
        <translation>{0}：{1} 毫秒内几乎没有收到数据。</translation>
    </message>
    <message>
        <source>{0}: more than {1} redirects, one after the other.</source>
        <translation>{0}：连续重定向超过 {1} 次。</translation>
    </message>
    <message>
        <source>{0}: {1}.</source>
        <translation>{0}：{1}。</translation>
    </message>
</context>
<context>
    <name>metric</name>
    <message>
        <source>Accuracy</source>
        <translation>准确率</translation>
    </message>
    <message>
        <source>share of texts that are right</source>
        <translation>判断正确的文本所占比例</translation>
    </message>
    <message>
        <source>Macro F1</source>
        <translation>宏平均 F1</translation>
    </message>
    <message>
        <source>every label counts the same</source>
        <translation>每个标签同等重要</translation>
    </message>
    <message>
        <source>Micro F1</source>
        <translation>微平均 F1</translation>
    </message>
    <message>
        <source>every given label counts the same</source>
        <translation>每次给出的标签同等重要</translation>
    </message>
    <message>
        <source>F1 by text</source>
        <translation>按文本的 F1</translation>
    </message>
    <message>
        <source>every text counts the same</source>
        <translation>每条文本同等重要</translation>
    </message>
    <message>
        <source>Wrong decisions</source>
        <translation>错误判断</translation>
    </message>
    <message>
        <source>lower is better</source>
        <translation>越低越好</translation>
    </message>
    <message>
        <source>Average precision</source>
        <translation>平均精确率</translation>
    </message>
    <message>
        <source>Ranking precision</source>
        <translation>排序精确率</translation>
    </message>
    <message>
        <source>Log loss</source>
        <translation>对数损失</translation>
    </message>
    <message>
        <source>RMSE</source>
        <translation>均方根误差</translation>
    </message>
    <message>
        <source>typical error, large ones count more</source>
        <translation>典型误差，大的误差更重要</translation>
    </message>
    <message>
        <source>Mean squared error</source>
        <translation>均方误差</translation>
    </message>
    <message>
        <source>Mean error</source>
        <translation>平均误差</translation>
    </message>
    <message>
        <source>how far off a text is</source>
        <translation>每条文本平均差多少</translation>
    </message>
    <message>
        <source>R²</source>
        <translation>R²</translation>
    </message>
    <message>
        <source>Correlation</source>
        <translation>相关系数</translation>
    </message>
    <message>
        <source>1 is best, 0 is chance</source>
        <translation>1 最好，0 等于瞎猜</translation>
    </message>
    <message>
        <source>Rank correlation</source>
        <translation>秩相关系数</translation>
    </message>
    <message>
        <source>Kendall&apos;s tau</source>
        <translation>肯德尔 τ</translation>
    </message>
    <message>
        <source>F1 of spans</source>
        <translation>片段 F1</translation>
    </message>
    <message>
        <source>names and the like that are right as a whole</source>
        <translation>人名等片段整体正确</translation>
    </message>
</context>
<context>
    <name>model</name>
    <message>
        <source>Check that config.json and the weights belong together.</source>
        <translation>请检查 config.json 与权重是否配套。</translation>
    </message>
    <message>
        <source>Choose a folder with config.json, model.safetensors and the tokenizer&apos;s files.</source>
        <translation>请选择含有 config.json、model.safetensors 和分词器文件的文件夹。</translation>
    </message>
    <message>
        <source>Choose the device auto or cpu.</source>
        <translation>请选择设备 auto 或 cpu。</translation>
    </message>
    <message>
        <source>Every rung is frozen: there is nothing to train.</source>
        <translation>所有层都已冻结：没有可训练的内容。</translation>
    </message>
    <message>
        <source>In the library: {0}.</source>
        <translation>模型库中有：{0}。</translation>
    </message>
    <message>
        <source>Its rungs from the bottom: {0}.</source>
        <translation>它的层自下而上为：{0}。</translation>
    </message>
    <message>
        <source>No CUDA graphics card can be used on this machine.</source>
        <translation>这台机器上没有可用的 CUDA 显卡。</translation>
    </message>
    <message>
        <source>Not in the checkpoint, so started from random values: {0}.</source>
        <translation>检查点中没有以下内容，因此从随机值开始：{0}。</translation>
    </message>
    <message>
        <source>Put tokenizer.json, or vocab.txt and tokenizer_config.json, beside the weights.</source>
        <translation>请把 tokenizer.json，或 vocab.txt 和 tokenizer_config.json，放到权重旁边。</translation>
    </message>
    <message>
        <source>Supported: {0}.</source>
        <translation>支持的有：{0}。</translation>
    </message>
    <message>
        <source>Thaw at least the head.</source>
        <translation>请至少解冻分类头。</translation>
    </message>
    <message>
        <source>The library, {0}, is empty.</source>
        <translation>模型库 {0} 是空的。</translation>
    </message>
    <message>
        <source>There is no device &quot;{0}&quot;. Choose auto, cpu or cuda.</source>
        <translation>没有设备“{0}”。请选择 auto、cpu 或 cuda。</translation>
    </message>
    <message>
        <source>There is no folder and no model in the library called &quot;{0}&quot;.</source>
        <translation>没有名为“{0}”的文件夹，模型库中也没有这个模型。</translation>
    </message>
    <message>
        <source>There is no precision &quot;{0}&quot;. Choose auto, f32 or bf16.</source>
        <translation>没有精度“{0}”。请选择 auto、f32 或 bf16。</translation>
    </message>
    <message>
        <source>This model has no rung &quot;{0}&quot;.</source>
        <translation>这个模型没有“{0}”这一层。</translation>
    </message>
    <message>
        <source>Train it on labelled texts first.</source>
        <translation>请先用带标签的文本训练它。</translation>
    </message>
    <message>
        <source>Weights of another head are left out, the first is &quot;{0}&quot;.</source>
        <translation>略去了另一种输出头的权重，第一个是“{0}”。</translation>
    </message>
    <message>
        <source>{0} blocks can&apos;t be frozen: this model has {1}.</source>
        <translation>无法冻结 {0} 层：这个模型有 {1} 层。</translation>
    </message>
    <message>
        <source>{0} has no tokenizer files.</source>
        <translation>{0} 中没有分词器文件。</translation>
    </message>
    <message>
        <source>{0} holds no JSON object.</source>
        <translation>{0} 中不是 JSON 对象。</translation>
    </message>
    <message>
        <source>{0} is an encoder without a classification head.</source>
        <translation>{0} 是没有分类头的编码器。</translation>
    </message>
    <message>
        <source>{0} is no model folder: it has no config.json.</source>
        <translation>{0} 不是模型文件夹：其中没有 config.json。</translation>
    </message>
    <message>
        <source>{0}: &quot;{1}&quot; is missing, config.json asks for it.</source>
        <translation>{0}：缺少“{1}”，config.json 要求有它。</translation>
    </message>
    <message>
        <source>{0}: &quot;{1}&quot; is {2}, config.json names {3} labels.</source>
        <translation>{0}：“{1}”是 {2}，而 config.json 列出了 {3} 个标签。</translation>
    </message>
    <message>
        <source>{0}: &quot;{1}&quot; is {2}, config.json says {3}.</source>
        <translation>{0}：“{1}”是 {2}，而 config.json 中为 {3}。</translation>
    </message>
    <message>
        <source>{0}: &quot;{1}&quot; is {2}, expected 1 to {3}.</source>
        <translation>{0}：“{1}”是 {2}，应在 1 到 {3} 之间。</translation>
    </message>
    <message>
        <source>{0}: &quot;{1}&quot; {2} is not expected in a {3} model.</source>
        <translation>{0}：{3} 模型中不应有“{1}” {2}。</translation>
    </message>
    <message>
        <source>{0}: the model family &quot;{1}&quot; is not supported.</source>
        <translation>{0}：不支持模型系列“{1}”。</translation>
    </message>
    <message>
        <source>Matrix products go through {0} (speed and relative error: {1}).</source>
        <translation>矩阵乘法使用 {0}（速度与相对误差：{1}）。</translation>
    </message>
    <message>
        <source>LibTorch could not go on: {0}</source>
        <translation>LibTorch 无法继续：{0}</translation>
    </message>
    <message>
        <source>Name blocks: block.1 to block.{0}.</source>
        <translation>请写出块的名称：block.1 至 block.{0}。</translation>
    </message>
    <message>
        <source>Please report it together with what you did.</source>
        <translation>请连同您的操作一并反馈。</translation>
    </message>
    <message>
        <source>Put the tokenizer&apos;s files that belong to these weights into the folder.</source>
        <translation>请把与这些权重配套的分词器文件放入该文件夹。</translation>
    </message>
    <message>
        <source>There is not enough memory: {0}</source>
        <translation>内存不足：{0}</translation>
    </message>
    <message>
        <source>Use a smaller batch, shorter texts or a smaller model, freeze more layers, or close other programs.</source>
        <translation>请减小批次、缩短文本、换用较小的模型、冻结更多层，或关闭其他程序。</translation>
    </message>
    <message>
        <source>&quot;{0}&quot; can&apos;t be computed again: it is no block.</source>
        <translation>“{0}”不能重新计算：它不是块。</translation>
    </message>
    <message>
        <source>{0}: config.json names {1} labels, but the weights that tell them apart are missing: {2}.</source>
        <translation>{0}：config.json 列出了 {1} 个标签，却缺少区分它们的权重：{2}。</translation>
    </message>
    <message>
        <source>{0}: the tokenizer gives ids up to {1}, config.json&apos;s &quot;vocab_size&quot; is {2}: expected ids below it.</source>
        <translation>{0}：分词器给出的编号最大为 {1}，而 config.json 的“vocab_size”是 {2}，编号应小于它。</translation>
    </message>
    <message>
        <source>Choose among those of its blocks, as query, key, value.</source>
        <translation>请从块中的投影里选择，例如 query、key、value。</translation>
    </message>
    <message>
        <source>Every block is frozen: there is no place for adapters.</source>
        <translation>所有块都已冻结：没有地方放置适配器。</translation>
    </message>
    <message>
        <source>No projection of this model is called &quot;{0}&quot;.</source>
        <translation>这个模型没有名为“{0}”的投影。</translation>
    </message>
    <message>
        <source>Thaw the blocks that are to get adapters, or train without.</source>
        <translation>请解冻要加适配器的块，或不用适配器训练。</translation>
    </message>
    <message>
        <source>The highest {0} blocks start from random values.</source>
        <translation>最上面的 {0} 块从随机值开始。</translation>
    </message>
    <message>
        <source>{0} blocks can&apos;t start anew: this model has {1}.</source>
        <translation>无法让 {0} 块重新开始：这个模型有 {1} 块。</translation>
    </message>
    <message>
        <source>A model of this family reads texts and does not write them.</source>
        <translation>此系列的模型只读文本，不写文本。</translation>
    </message>
    <message>
        <source>A search by {0} beams is none: expected 1 or more.</source>
        <translation>束搜索的束数为 {0}：应为 1 或更多。</translation>
    </message>
    <message>
        <source>A {0} model has no head for &quot;{1}&quot;.</source>
        <translation>{0} 模型没有用于“{1}”的头。</translation>
    </message>
    <message>
        <source>Choose a GPT-2, Llama or Qwen2 model.</source>
        <translation>请选择 GPT-2、Llama 或 Qwen2 模型。</translation>
    </message>
    <message>
        <source>Choose a T5, BART or Marian model.</source>
        <translation>请选择 T5、BART 或 Marian 模型。</translation>
    </message>
    <message>
        <source>Choose a model that reads, as BERT, or one that writes on, as GPT-2.</source>
        <translation>请选择阅读型模型（如 BERT），或续写型模型（如 GPT-2）。</translation>
    </message>
    <message>
        <source>It has those for {0}.</source>
        <translation>它有用于 {0} 的头。</translation>
    </message>
    <message>
        <source>Let it go on until it is judged, or train it again.</source>
        <translation>请让它继续到完成一次评估，或重新训练。</translation>
    </message>
    <message>
        <source>The run {0} has kept no model.</source>
        <translation>训练 {0} 没有保留模型。</translation>
    </message>
    <message>
        <source>The share of likely words is {0}, expected more than 0, up to 1.</source>
        <translation>候选词的概率份额为 {0}，应大于 0 且不超过 1。</translation>
    </message>
    <message>
        <source>The temperature is {0}, expected more than 0.</source>
        <translation>温度为 {0}，应大于 0。</translation>
    </message>
    <message>
        <source>Words are either drawn or searched for by {0} beams, not both.</source>
        <translation>词要么抽样得出，要么用 {0} 束搜索得出，不能两者并用。</translation>
    </message>
    <message>
        <source>{0} new tokens can&apos;t be written: expected 1 or more.</source>
        <translation>无法写出 {0} 个新词元：应为 1 或更多。</translation>
    </message>
    <message>
        <source>{0}: a {1} model does not read one text to write another.</source>
        <translation>{0}：{1} 模型不能读一段文本再写另一段。</translation>
    </message>
    <message>
        <source>{0}: a {1} model reads a text to write another, and can&apos;t be trained as a classifier.</source>
        <translation>{0}：{1} 模型读一段文本再写另一段，不能作为分类器训练。</translation>
    </message>
    <message>
        <source>{0}: {1} numbers a token can&apos;t be divided among {2} attention heads.</source>
        <translation>{0}：每个词元的 {1} 个数无法均分给 {2} 个注意力头。</translation>
    </message>
    <message>
        <source>{0} is no folder.</source>
        <translation>{0} 不是文件夹。</translation>
    </message>
    <message>
        <source>Choose a model such as BERT, RoBERTa or XLM-RoBERTa.</source>
        <translation>请选择 BERT、RoBERTa 或 XLM-RoBERTa 等模型。</translation>
    </message>
    <message>
        <source>Choose another folder, or empty this one first.</source>
        <translation>请另选一个文件夹，或先清空这个文件夹。</translation>
    </message>
    <message>
        <source>Train a vocabulary of the kind that the model has.</source>
        <translation>请训练与该模型同类的词表。</translation>
    </message>
    <message>
        <source>{0} exists already and is not empty.</source>
        <translation>{0} 已存在且不为空。</translation>
    </message>
    <message>
        <source>{0}: a {1} model can&apos;t be given another vocabulary: it judges a text by a last token that other tokenizers put first.</source>
        <translation>{0}：{1} 模型不能换用其他词表：它依据文本末尾的词元作判断，而其他分词器把该词元放在开头。</translation>
    </message>
    <message>
        <source>{0}: a {1} model can&apos;t be given another vocabulary: it reads and writes, and has tables of tokens for both.</source>
        <translation>{0}：{1} 模型不能换用其他词表：它既读又写，两者各有词元表。</translation>
    </message>
    <message>
        <source>{0}: a {1} model counts places from the id of its padding, which is {2}; in a {3} vocabulary that is {4}.</source>
        <translation>{0}：{1} 模型的位置从填充词元的编号 {2} 起计，而 {3} 词表中该编号为 {4}。</translation>
    </message>
</context>
<context>
    <name>numbers</name>
    <message>
        <source>s</source>
        <translation>秒</translation>
    </message>
    <message>
        <source>min</source>
        <translation>分</translation>
    </message>
    <message>
        <source>h</source>
        <translation>小时</translation>
    </message>
</context>
<context>
    <name>project</name>
    <message>
        <source>A label can&apos;t be empty.</source>
        <translation>标签不能为空。</translation>
    </message>
    <message>
        <source>An import needs a text column and a label column.</source>
        <translation>导入需要一个文本列和一个标签列。</translation>
    </message>
    <message>
        <source>Check that the folder is there and that you may write to it.</source>
        <translation>请检查文件夹是否存在，以及你是否有权写入。</translation>
    </message>
    <message>
        <source>Choose another label column, or a file with two labels or more.</source>
        <translation>请另选标签列，或换一个有两个以上标签的文件。</translation>
    </message>
    <message>
        <source>Choose both.</source>
        <translation>请两个都选。</translation>
    </message>
    <message>
        <source>Choose the column, or divide by ratio.</source>
        <translation>请选择该列，或按比例划分。</translation>
    </message>
    <message>
        <source>Close it there, then try again.</source>
        <translation>请先在那里关闭它，再试一次。</translation>
    </message>
    <message>
        <source>Free some space, then try again. What was there before is untouched.</source>
        <translation>请腾出一些空间，再试一次。原有内容没有改动。</translation>
    </message>
    <message>
        <source>Making the project</source>
        <translation>正在新建项目</translation>
    </message>
    <message>
        <source>Move some of its rows to training, or leave them out.</source>
        <translation>请把它的一些行移到训练集，或不使用它们。</translation>
    </message>
    <message>
        <source>No column was chosen that says which part a row is for.</source>
        <translation>没有选择说明每行所属子集的列。</translation>
    </message>
    <message>
        <source>Open a project&apos;s folder, or restore this file from a copy.</source>
        <translation>请打开项目文件夹，或从副本恢复这个文件。</translation>
    </message>
    <message>
        <source>Open it with a newer Espalier.</source>
        <translation>请用更新版本的 Espalier 打开。</translation>
    </message>
    <message>
        <source>Opening the project</source>
        <translation>正在打开项目</translation>
    </message>
    <message>
        <source>Try again when that has ended.</source>
        <translation>请等它结束后再试一次。</translation>
    </message>
    <message>
        <source>What was there before is untouched.</source>
        <translation>原有内容没有改动。</translation>
    </message>
    <message>
        <source>{0} can&apos;t be opened for writing: {1}.</source>
        <translation>无法打开 {0} 进行写入：{1}。</translation>
    </message>
    <message>
        <source>{0} can&apos;t be written: the disk is full.</source>
        <translation>无法写入 {0}：磁盘已满。</translation>
    </message>
    <message>
        <source>{0} has format version {1}, this program reads up to {2}.</source>
        <translation>{0} 的格式版本为 {1}，本程序最高只能读取 {2}。</translation>
    </message>
    <message>
        <source>{0} holds one label only, &quot;{1}&quot;.</source>
        <translation>{0} 只有一个标签“{1}”。</translation>
    </message>
    <message>
        <source>{0} is a database of another program.</source>
        <translation>{0} 是其他程序的数据库。</translation>
    </message>
    <message>
        <source>{0} is damaged: {1}.</source>
        <translation>{0} 已损坏：{1}。</translation>
    </message>
    <message>
        <source>{0} is in use by another program.</source>
        <translation>{0} 正被其他程序使用。</translation>
    </message>
    <message>
        <source>{0}: {1}.</source>
        <translation>{0}：{1}。</translation>
    </message>
    <message>
        <source>Choose a folder whose name ends in .espalier, or make a new project.</source>
        <translation>请选择名称以 .espalier 结尾的文件夹，或新建项目。</translation>
    </message>
    <message>
        <source>Choose a folder you may write to.</source>
        <translation>请选择你有权写入的文件夹。</translation>
    </message>
    <message>
        <source>Choose another name, or open the project that is there.</source>
        <translation>请换一个名称，或打开那里已有的项目。</translation>
    </message>
    <message>
        <source>Restore it from a copy of the project.</source>
        <translation>请从项目的副本恢复它。</translation>
    </message>
    <message>
        <source>The data set is being changed.</source>
        <translation>数据集正在更改中。</translation>
    </message>
    <message>
        <source>There is no row {0}.</source>
        <translation>没有第 {0} 行。</translation>
    </message>
    <message>
        <source>There is no run &quot;{0}&quot;.</source>
        <translation>没有训练记录“{0}”。</translation>
    </message>
    <message>
        <source>{0} can&apos;t be written: {1}.</source>
        <translation>无法写入 {0}：{1}。</translation>
    </message>
    <message>
        <source>{0} describes no project.</source>
        <translation>{0} 描述的不是项目。</translation>
    </message>
    <message>
        <source>{0} exists and is not an empty folder.</source>
        <translation>{0} 已存在，且不是空文件夹。</translation>
    </message>
    <message>
        <source>{0} is no project: it has no {1}.</source>
        <translation>{0} 不是项目：其中没有 {1}。</translation>
    </message>
    <message>
        <source>Restore the project&apos;s folder from a copy, or import the data anew into a new project.</source>
        <translation>请从副本恢复项目文件夹，或在新项目中重新导入数据。</translation>
    </message>
    <message>
        <source>Stop it first.</source>
        <translation>请先停止它。</translation>
    </message>
    <message>
        <source>The label &quot;{0}&quot; has {1} rows for validation and {2} for test, and none for training.</source>
        <translation>标签“{0}”有 {1} 行用于验证、{2} 行用于测试，却没有一行用于训练。</translation>
    </message>
    <message>
        <source>The run &quot;{0}&quot; is training.</source>
        <translation>“{0}”正在训练。</translation>
    </message>
    <message>
        <source>Restore the project&apos;s folder from a copy, or import the data anew.</source>
        <translation>请用副本恢复项目文件夹，或重新导入数据。</translation>
    </message>
    <message>
        <source>{0}: a row has the part {1}, expected 0 to 2.</source>
        <translation>{0}：有一行的子集为 {1}，应为 0 到 2。</translation>
    </message>
    <message>
        <source>Choose another column, or a file with different numbers.</source>
        <translation>请选择另一列，或选择数值各不相同的文件。</translation>
    </message>
    <message>
        <source>Choose another label column.</source>
        <translation>请选择另一个标签列。</translation>
    </message>
    <message>
        <source>No row of {0} has a label.</source>
        <translation>{0} 中没有一行带有标签。</translation>
    </message>
    <message>
        <source>Write a number like 3.5.</source>
        <translation>请写成 3.5 这样的数字。</translation>
    </message>
    <message>
        <source>&quot;{0}&quot; is no number.</source>
        <translation>&quot;{0}&quot; 不是数字。</translation>
    </message>
    <message>
        <source>{0} holds one number only, {1}.</source>
        <translation>{0} 中只有一个数值 {1}。</translation>
    </message>
</context>
<context>
    <name>recipe</name>
    <message>
        <source>every layer trains</source>
        <translation>所有层都训练</translation>
    </message>
    <message>
        <source>%1 frozen rungs</source>
        <translation>冻结 %1 层</translation>
    </message>
    <message>
        <source>learning rate %1</source>
        <translation>学习率 %1</translation>
    </message>
    <message>
        <source>batch %1</source>
        <translation>批大小 %1</translation>
    </message>
    <message>
        <source>%1 steps</source>
        <translation>%1 步</translation>
    </message>
    <message>
        <source>%1 epochs</source>
        <translation>%1 轮</translation>
    </message>
    <message>
        <source>other data</source>
        <translation>数据不同</translation>
    </message>
    <message>
        <source>task</source>
        <translation>任务</translation>
    </message>
    <message>
        <source>model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>The checkpoint it starts from: a folder, or a name in the library.</source>
        <translation>作为起点的检查点：文件夹，或模型库中的名称。</translation>
    </message>
    <message>
        <source>model hash</source>
        <translation>模型校验值</translation>
    </message>
    <message>
        <source>SHA-256 of the checkpoint&apos;s weights; filled in when a run starts.</source>
        <translation>检查点权重的 SHA-256；训练开始时填入。</translation>
    </message>
    <message>
        <source>data hash</source>
        <translation>数据校验值</translation>
    </message>
    <message>
        <source>SHA-256 of the texts and labels; filled in when a run starts.</source>
        <translation>文本和标签的 SHA-256；训练开始时填入。</translation>
    </message>
    <message>
        <source>labels</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>The labels in the order of the model&apos;s outputs; filled in when a run starts.</source>
        <translation>按模型输出顺序排列的标签；训练开始时填入。</translation>
    </message>
    <message>
        <source>freeze</source>
        <translation>冻结</translation>
    </message>
    <message>
        <source>Rungs that stay as they are: embeddings, block.1 … block.N, pooler.</source>
        <translation>保持不变的层：embeddings、block.1 … block.N、pooler。</translation>
    </message>
    <message>
        <source>epochs</source>
        <translation>轮数</translation>
    </message>
    <message>
        <source>How often every training text is seen.</source>
        <translation>每条训练文本被学习的次数。</translation>
    </message>
    <message>
        <source>max steps</source>
        <translation>最多步数</translation>
    </message>
    <message>
        <source>Ends the run after so many steps; 0: by epochs.</source>
        <translation>达到这么多步后结束训练；0：按轮数。</translation>
    </message>
    <message>
        <source>batch</source>
        <translation>批大小</translation>
    </message>
    <message>
        <source>Texts a step and micro-batch.</source>
        <translation>每一步（每个小批）的文本条数。</translation>
    </message>
    <message>
        <source>accumulation</source>
        <translation>梯度累积</translation>
    </message>
    <message>
        <source>Micro-batches whose gradients are averaged for one step.</source>
        <translation>每一步对多少个小批的梯度取平均。</translation>
    </message>
    <message>
        <source>max length</source>
        <translation>最大长度</translation>
    </message>
    <message>
        <source>Tokens a text is cut to, special ones included.</source>
        <translation>文本最多保留的词元数，含特殊词元。</translation>
    </message>
    <message>
        <source>learning rate</source>
        <translation>学习率</translation>
    </message>
    <message>
        <source>The largest learning rate of the run.</source>
        <translation>训练中最大的学习率。</translation>
    </message>
    <message>
        <source>warmup</source>
        <translation>预热</translation>
    </message>
    <message>
        <source>Steps until the learning rate is reached; below 1: a share of all steps.</source>
        <translation>达到学习率之前的步数；小于 1 时为占总步数的比例。</translation>
    </message>
    <message>
        <source>schedule</source>
        <translation>学习率变化</translation>
    </message>
    <message>
        <source>How the learning rate goes on after the warm-up.</source>
        <translation>预热之后学习率如何变化。</translation>
    </message>
    <message>
        <source>weight decay</source>
        <translation>权重衰减</translation>
    </message>
    <message>
        <source>beta1</source>
        <translation>beta1</translation>
    </message>
    <message>
        <source>beta2</source>
        <translation>beta2</translation>
    </message>
    <message>
        <source>epsilon</source>
        <translation>epsilon</translation>
    </message>
    <message>
        <source>clip</source>
        <translation>梯度裁剪</translation>
    </message>
    <message>
        <source>Largest norm of the gradient; 0: any.</source>
        <translation>梯度范数的上限；0：不限。</translation>
    </message>
    <message>
        <source>dropout</source>
        <translation>dropout</translation>
    </message>
    <message>
        <source>Dropout everywhere; below 0: as the checkpoint says.</source>
        <translation>各处的 dropout 比例；小于 0：按检查点的设置。</translation>
    </message>
    <message>
        <source>evaluate every</source>
        <translation>评估间隔</translation>
    </message>
    <message>
        <source>Epochs between evaluations; 0: at the end only.</source>
        <translation>两次评估之间的轮数；0：只在结束时评估。</translation>
    </message>
    <message>
        <source>best by</source>
        <translation>最佳依据</translation>
    </message>
    <message>
        <source>precision</source>
        <translation>精度</translation>
    </message>
    <message>
        <source>Of matrix products; auto: bf16 where the machine computes it natively.</source>
        <translation>矩阵乘法的精度；auto：机器原生支持时用 bf16。</translation>
    </message>
    <message>
        <source>device</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>Where it is computed.</source>
        <translation>在哪里计算。</translation>
    </message>
    <message>
        <source>threads</source>
        <translation>线程数</translation>
    </message>
    <message>
        <source>Threads on the CPU; 0: all.</source>
        <translation>处理器线程数；0：全部。</translation>
    </message>
    <message>
        <source>seed</source>
        <translation>随机种子</translation>
    </message>
    <message>
        <source>All random choices follow from it.</source>
        <translation>所有随机选择都由它决定。</translation>
    </message>
    <message>
        <source>recompute</source>
        <translation>重新计算</translation>
    </message>
    <message>
        <source>Blocks that keep no activations and are computed again in the backward pass: less memory, more time.</source>
        <translation>不保留激活值、在反向传播时重新计算的块：占用内存较少，用时较多。</translation>
    </message>
    <message>
        <source>reinitialize</source>
        <translation>重新初始化</translation>
    </message>
    <message>
        <source>So many of the highest blocks start from random weights.</source>
        <translation>最上面这么多块从随机权重开始。</translation>
    </message>
    <message>
        <source>biases only</source>
        <translation>只训练偏置</translation>
    </message>
    <message>
        <source>Of embeddings and blocks only the biases train; pooler and head train whole.</source>
        <translation>嵌入层和各块只训练偏置；池化层和分类头全部训练。</translation>
    </message>
    <message>
        <source>lora rank</source>
        <translation>LoRA 秩</translation>
    </message>
    <message>
        <source>Trains low-rank matrices beside those of the blocks instead of these; 0: no.</source>
        <translation>不训练各块的矩阵，改为训练其旁的低秩矩阵；0：不用。</translation>
    </message>
    <message>
        <source>lora alpha</source>
        <translation>LoRA alpha</translation>
    </message>
    <message>
        <source>LoRA: the addition is multiplied by this over the rank.</source>
        <translation>LoRA：附加部分乘以此数与秩之比。</translation>
    </message>
    <message>
        <source>lora dropout</source>
        <translation>LoRA dropout</translation>
    </message>
    <message>
        <source>LoRA: dropout before the low-rank matrices.</source>
        <translation>LoRA：低秩矩阵之前的 dropout。</translation>
    </message>
    <message>
        <source>lora targets</source>
        <translation>LoRA 目标</translation>
    </message>
    <message>
        <source>LoRA: the projections that get one: query, key, value, dense, or longer ends of their names.</source>
        <translation>LoRA：要加低秩矩阵的投影：query、key、value、dense，或更长的名称结尾。</translation>
    </message>
    <message>
        <source>unfreeze every</source>
        <translation>逐层解冻间隔</translation>
    </message>
    <message>
        <source>Only the head trains first, then one rung more from the top, so often; 0: all at once.</source>
        <translation>先只训练分类头，之后每隔这么久自上而下多解冻一层；0：一次全部解冻。</translation>
    </message>
    <message>
        <source>max minutes</source>
        <translation>最长分钟数</translation>
    </message>
    <message>
        <source>Ends the run after so long, with what it has learned; 0: never.</source>
        <translation>到时结束训练，保留已学到的内容；0：不限。</translation>
    </message>
    <message>
        <source>patience</source>
        <translation>耐心</translation>
    </message>
    <message>
        <source>Ends the run after so many evaluations without a gain; 0: never.</source>
        <translation>连续这么多次评估没有提高就结束训练；0：从不。</translation>
    </message>
    <message>
        <source>min gain</source>
        <translation>最小提高</translation>
    </message>
    <message>
        <source>By how much the metric must rise to count as a gain for the patience.</source>
        <translation>指标至少要提高这么多，才算有提高。</translation>
    </message>
    <message>
        <source>sampling</source>
        <translation>采样</translation>
    </message>
    <message>
        <source>optimizer</source>
        <translation>优化器</translation>
    </message>
    <message>
        <source>How gradients become steps.</source>
        <translation>如何由梯度得到更新。</translation>
    </message>
    <message>
        <source>layer decay</source>
        <translation>逐层衰减</translation>
    </message>
    <message>
        <source>Every block&apos;s learning rate is that of the block above times this; 1: all the same.</source>
        <translation>每块的学习率是上一块的学习率乘以此数；1：全部相同。</translation>
    </message>
    <message>
        <source>rung rates</source>
        <translation>各层学习率</translation>
    </message>
    <message>
        <source>Rungs with a learning rate of their own, as a share of the run&apos;s: block.6=0.5.</source>
        <translation>有自己学习率的层，以整体学习率的比例表示：block.6=0.5。</translation>
    </message>
    <message>
        <source>schedule cycles</source>
        <translation>调度周期数</translation>
    </message>
    <message>
        <source>Of cosine_restarts: how often it begins anew.</source>
        <translation>用于 cosine_restarts：重新开始的次数。</translation>
    </message>
    <message>
        <source>schedule power</source>
        <translation>调度指数</translation>
    </message>
    <message>
        <source>Of polynomial: the exponent.</source>
        <translation>用于 polynomial：指数。</translation>
    </message>
    <message>
        <source>Weight decay; biases and norms are spared.</source>
        <translation>权重衰减；偏置和归一化除外。</translation>
    </message>
    <message>
        <source>AdamW, Adam, Lion: decay of the gradient&apos;s mean.</source>
        <translation>AdamW、Adam、Lion：梯度均值的衰减。</translation>
    </message>
    <message>
        <source>AdamW, Adam: decay of the squared gradient&apos;s mean; Lion: of the kept mean.</source>
        <translation>AdamW、Adam：梯度平方均值的衰减；Lion：所存均值的衰减。</translation>
    </message>
    <message>
        <source>AdamW, Adam: keeps the division finite.</source>
        <translation>AdamW、Adam：避免除以零。</translation>
    </message>
    <message>
        <source>momentum</source>
        <translation>动量</translation>
    </message>
    <message>
        <source>Of sgd: share of the last step that goes on.</source>
        <translation>用于 sgd：上一步延续下来的比例。</translation>
    </message>
    <message>
        <source>label smoothing</source>
        <translation>标签平滑</translation>
    </message>
    <message>
        <source>Share of every label that is spread over all.</source>
        <translation>每个标签分摊给所有标签的比例。</translation>
    </message>
    <message>
        <source>focal gamma</source>
        <translation>焦点损失 gamma</translation>
    </message>
    <message>
        <source>Texts that are surely right count less, by this power of what is missing; 0: all the same.</source>
        <translation>已有把握答对的文本权重较小，按所差概率的此次幂计算；0：全部相同。</translation>
    </message>
    <message>
        <source>class weights</source>
        <translation>类别权重</translation>
    </message>
    <message>
        <source>How much a text of each label counts: the same, or rare ones more.</source>
        <translation>每个标签的文本权重：相同，或少见的更大。</translation>
    </message>
    <message>
        <source>label weights</source>
        <translation>标签权重</translation>
    </message>
    <message>
        <source>Labels whose texts count by hand: complaint=3.</source>
        <translation>手动指定文本权重的标签：complaint=3。</translation>
    </message>
    <message>
        <source>r drop</source>
        <translation>R-Drop</translation>
    </message>
    <message>
        <source>How much two answers under different dropout must agree; 0: one answer.</source>
        <translation>不同 dropout 下的两次回答应有多一致；0：只回答一次。</translation>
    </message>
    <message>
        <source>contrastive</source>
        <translation>对比损失</translation>
    </message>
    <message>
        <source>Share of the loss that draws texts of one label together; 0: none.</source>
        <translation>损失中把同一标签的文本拉近的比例；0：没有。</translation>
    </message>
    <message>
        <source>contrastive temperature</source>
        <translation>对比温度</translation>
    </message>
    <message>
        <source>Contrastive loss: small values look at near texts only.</source>
        <translation>对比损失：值小时只看邻近的文本。</translation>
    </message>
    <message>
        <source>l2 sp</source>
        <translation>L2-SP</translation>
    </message>
    <message>
        <source>How strongly weights are drawn to where they started; 0: not at all.</source>
        <translation>把权重拉回起点的强度；0：不拉回。</translation>
    </message>
    <message>
        <source>l2 sp rungs</source>
        <translation>各层 L2-SP</translation>
    </message>
    <message>
        <source>Rungs with an L2-SP strength of their own: block.1=0.5.</source>
        <translation>有自己 L2-SP 强度的层：block.1=0.5。</translation>
    </message>
    <message>
        <source>l2 head</source>
        <translation>分类头 L2</translation>
    </message>
    <message>
        <source>How strongly the new head&apos;s weights are drawn to zero, in the loss.</source>
        <translation>在损失中把新分类头的权重拉向零的强度。</translation>
    </message>
    <message>
        <source>ema</source>
        <translation>滑动平均</translation>
    </message>
    <message>
        <source>The weights that are kept follow the trained ones with this inertia; 0: they are the same.</source>
        <translation>所保留的权重以此惯性跟随训练中的权重；0：两者相同。</translation>
    </message>
    <message>
        <source>swa start</source>
        <translation>平均起点</translation>
    </message>
    <message>
        <source>The weights that are kept are the mean of all after this share of the run; 0: the last.</source>
        <translation>所保留的权重是训练进行到此比例之后的平均；0：取最后的权重。</translation>
    </message>
    <message>
        <source>skip bad steps</source>
        <translation>跳过坏步</translation>
    </message>
    <message>
        <source>A step whose loss or gradient is not finite is left out instead of ending the run.</source>
        <translation>损失或梯度不是有限数的步会被跳过，而不结束训练。</translation>
    </message>
    <message>
        <source>snapshot minutes</source>
        <translation>快照间隔</translation>
    </message>
    <message>
        <source>How often everything is saved that is needed to go on; 0: only when it is paused.</source>
        <translation>每隔多久保存继续训练所需的一切；0：只在暂停时保存。</translation>
    </message>
    <message>
        <source>label separator</source>
        <translation>标签分隔符</translation>
    </message>
    <message>
        <source>Of multi-label: what stands between the labels of a text.</source>
        <translation>多标签：一条文本的各标签之间的分隔符。</translation>
    </message>
    <message>
        <source>threshold</source>
        <translation>阈值</translation>
    </message>
    <message>
        <source>Of multi-label: from which probability on a label is given.</source>
        <translation>多标签：概率从多少起给出标签。</translation>
    </message>
    <message>
        <source>label thresholds</source>
        <translation>各标签阈值</translation>
    </message>
    <message>
        <source>Of multi-label: labels with a threshold of their own: complaint=0.3.</source>
        <translation>多标签：有自己阈值的标签：complaint=0.3。</translation>
    </message>
    <message>
        <source>tune thresholds</source>
        <translation>调整阈值</translation>
    </message>
    <message>
        <source>Of multi-label: every label gets the threshold with the highest F1 on the validation texts.</source>
        <translation>多标签：每个标签采用在验证文本上 F1 最高的阈值。</translation>
    </message>
    <message>
        <source>huber delta</source>
        <translation>Huber δ</translation>
    </message>
    <message>
        <source>Of regression: errors above this count straight, not squared; 0: all squared.</source>
        <translation>回归：大于此值的误差按绝对值而不是平方计算；0：全部平方。</translation>
    </message>
    <message>
        <source>The order of the texts: each once an epoch, every label equally often, or each as often as its weight says.</source>
        <translation>文本的顺序：每轮各一次、每个标签同样多，或按权重决定次数。</translation>
    </message>
    <message>
        <source>hidden dropout</source>
        <translation>隐藏层 dropout</translation>
    </message>
    <message>
        <source>Dropout of embeddings and of what every block adds; below 0: as dropout says.</source>
        <translation>嵌入和每个块输出的 dropout；小于 0：与 dropout 相同。</translation>
    </message>
    <message>
        <source>attention dropout</source>
        <translation>注意力 dropout</translation>
    </message>
    <message>
        <source>Dropout of attention weights; below 0: as dropout says.</source>
        <translation>注意力权重的 dropout；小于 0：与 dropout 相同。</translation>
    </message>
    <message>
        <source>head dropout</source>
        <translation>分类头 dropout</translation>
    </message>
    <message>
        <source>Dropout before the head; below 0: as dropout says.</source>
        <translation>分类头之前的 dropout；小于 0：与 dropout 相同。</translation>
    </message>
    <message>
        <source>The metric that chooses the weights to keep; auto: macro F1, or of regression the RMSE.</source>
        <translation>决定保留哪份权重的指标；auto：宏平均 F1，回归则为 RMSE。</translation>
    </message>
    <message>
        <source>pooling</source>
        <translation>池化</translation>
    </message>
    <message>
        <source>What the head reads: as the family does it, the first token, the mean or maximum of all, or a mean with learned weights.</source>
        <translation>分类头读取什么：按模型家族的做法、第一个词元、所有词元的平均或最大值，或带可学习权重的平均。</translation>
    </message>
    <message>
        <source>l2 sp auto</source>
        <translation>自动选择 L2-SP</translation>
    </message>
    <message>
        <source>The strength of L2-SP is chosen when the run starts: five short runs, judged on the validation texts.</source>
        <translation>训练开始时选择 L2-SP 的强度：五次短训练，以验证文本评判。</translation>
    </message>
    <message>
        <source>Task</source>
        <translation>任务</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>起点</translation>
    </message>
    <message>
        <source>What trains</source>
        <translation>训练哪些部分</translation>
    </message>
    <message>
        <source>How long</source>
        <translation>训练多久</translation>
    </message>
    <message>
        <source>How it learns</source>
        <translation>如何学习</translation>
    </message>
    <message>
        <source>What counts</source>
        <translation>看重什么</translation>
    </message>
    <message>
        <source>Looking and saving</source>
        <translation>评判与保存</translation>
    </message>
    <message>
        <source>Machine</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>What is learned: one label a text, any number of them, one for every word, or a number.</source>
        <translation>学习什么：每条文本一个标签、任意多个标签、每个词一个标签，或一个数值。</translation>
    </message>
</context>
<context>
    <name>runs</name>
    <message>
        <source>Opening {0}</source>
        <translation>正在打开 {0}</translation>
    </message>
</context>
<context>
    <name>task</name>
    <message>
        <source>It knows {0}.</source>
        <translation>它认识：{0}。</translation>
    </message>
    <message>
        <source>The model doesn&apos;t know the label {0}.</source>
        <translation>模型不认识标签 {0}。</translation>
    </message>
    <message>
        <source>There is no metric &quot;{0}&quot;.</source>
        <translation>没有指标“{0}”。</translation>
    </message>
    <message>
        <source>There is no task &quot;{0}&quot;.</source>
        <translation>没有任务“{0}”。</translation>
    </message>
    <message>
        <source>There is: {0}.</source>
        <translation>可用的有：{0}。</translation>
    </message>
    <message>
        <source>Opening the model</source>
        <translation>正在打开模型</translation>
    </message>
    <message>
        <source>The frozen layers were computed once; {0} MB of results are kept in memory.</source>
        <translation>冻结层只计算了一次，结果（{0} MB）保存在内存中。</translation>
    </message>
    <message>
        <source>The frozen layers were computed once; {0} MB of results are kept on disk.</source>
        <translation>冻结层只计算了一次，结果（{0} MB）保存在磁盘上。</translation>
    </message>
    <message>
        <source>The frozen layers&apos; results would take {0} MB, which is too much here: they are computed anew in every epoch.</source>
        <translation>冻结层的结果需要 {0} MB，超出可用空间，因此每一轮都会重新计算。</translation>
    </message>
    <message>
        <source>The frozen layers&apos; results, {0} MB, are those of an earlier run.</source>
        <translation>冻结层的结果（{0} MB）沿用了之前一次训练的。</translation>
    </message>
    <message>
        <source>Its columns are: {0}.</source>
        <translation>它的列有：{0}。</translation>
    </message>
    <message>
        <source>{0} has no column &quot;{1}&quot;.</source>
        <translation>{0} 没有“{1}”这一列。</translation>
    </message>
    <message>
        <source>Choose one of {0}.</source>
        <translation>请从 {0} 中选择。</translation>
    </message>
    <message>
        <source>Choose the column that holds the labels.</source>
        <translation>请选择存放标签的列。</translation>
    </message>
    <message>
        <source>It knows {0}. The labels of a text are separated by &quot;{1}&quot;.</source>
        <translation>它知道 {0}。一条文本的标签用“{1}”分隔。</translation>
    </message>
    <message>
        <source>No text has a label: there is nothing to learn.</source>
        <translation>没有任何文本有标签：没有可学的内容。</translation>
    </message>
    <message>
        <source>The labels are {0}.</source>
        <translation>标签有 {0}。</translation>
    </message>
    <message>
        <source>Write numbers like 3.5, or choose another task.</source>
        <translation>请写成 3.5 这样的数字，或选择其他任务。</translation>
    </message>
    <message>
        <source>&quot;{0}&quot; is no number, in row {1}.</source>
        <translation>第 {1} 行的“{0}”不是数字。</translation>
    </message>
    <message>
        <source>&quot;{0}&quot;: there is no label &quot;{1}&quot;.</source>
        <translation>“{0}”：没有标签“{1}”。</translation>
    </message>
    <message>
        <source>config.json has {0} thresholds for {1} labels.</source>
        <translation>config.json 为 {1} 个标签给出了 {0} 个阈值。</translation>
    </message>
    <message>
        <source>config.json: the thresholds are damaged: {0}.</source>
        <translation>config.json：阈值已损坏：{0}。</translation>
    </message>
    <message>
        <source>Any number of labels a text</source>
        <translation>每条文本任意多个标签</translation>
    </message>
    <message>
        <source>A number for each text</source>
        <translation>每条文本一个数值</translation>
    </message>
    <message>
        <source>One label a text</source>
        <translation>每条文本一个标签</translation>
    </message>
    <message>
        <source>A label for every word</source>
        <translation>每个词一个标签</translation>
    </message>
    <message>
        <source>All words have the label &quot;{0}&quot;: there is nothing to tell apart.</source>
        <translation>所有词的标签都是“{0}”：没有可区分的内容。</translation>
    </message>
    <message>
        <source>Choose the column that holds a label for every word, separated by spaces.</source>
        <translation>请选择为每个词给出标签（以空格分隔）的列。</translation>
    </message>
    <message>
        <source>Give every word a label, separated by spaces; what is outside is O.</source>
        <translation>请为每个词给出标签，以空格分隔；不属于任何片段的写 O。</translation>
    </message>
    <message>
        <source>In row {0} there are {1} words and {2} labels: &quot;{3}&quot;.</source>
        <translation>第 {0} 行有 {1} 个词和 {2} 个标签：“{3}”。</translation>
    </message>
    <message>
        <source>Leave out the column with the second text.</source>
        <translation>请不要选择第二条文本的列。</translation>
    </message>
    <message>
        <source>Words are labelled in one text, not in a pair.</source>
        <translation>词的标签只用于单条文本，不能用于文本对。</translation>
    </message>
</context>
<context>
    <name>tensorio</name>
    <message>
        <source>Download or copy the file again.</source>
        <translation>请重新下载或复制该文件。</translation>
    </message>
    <message>
        <source>&quot;{0}&quot; has a shape that is not whole numbers.</source>
        <translation>“{0}”的形状不是整数。</translation>
    </message>
    <message>
        <source>&quot;{0}&quot; has an impossible size.</source>
        <translation>“{0}”的大小不可能成立。</translation>
    </message>
    <message>
        <source>&quot;{0}&quot; has the unknown element type &quot;{1}&quot;.</source>
        <translation>“{0}”的元素类型“{1}”未知。</translation>
    </message>
    <message>
        <source>&quot;{0}&quot; has too many dimensions.</source>
        <translation>“{0}”的维度太多。</translation>
    </message>
    <message>
        <source>&quot;{0}&quot; holds {1} bytes, its shape asks for {2}.</source>
        <translation>“{0}”含有 {1} 字节，而其形状需要 {2} 字节。</translation>
    </message>
    <message>
        <source>&quot;{0}&quot; lacks its dtype, shape or data_offsets.</source>
        <translation>“{0}”缺少 dtype、shape 或 data_offsets。</translation>
    </message>
    <message>
        <source>&quot;{0}&quot; lies outside the file; it is truncated or damaged.</source>
        <translation>“{0}”超出了文件范围；文件被截断或已损坏。</translation>
    </message>
    <message>
        <source>&quot;{0}&quot; overlaps another tensor.</source>
        <translation>“{0}”与另一个张量重叠。</translation>
    </message>
    <message>
        <source>bytes follow after the last tensor.</source>
        <translation>最后一个张量之后还有多余的字节。</translation>
    </message>
    <message>
        <source>it ends before the header.</source>
        <translation>文件在文件头之前就结束了。</translation>
    </message>
    <message>
        <source>it names &quot;{0}&quot; twice.</source>
        <translation>“{0}”出现了两次。</translation>
    </message>
    <message>
        <source>its header claims {0} bytes, the file has {1}.</source>
        <translation>文件头声称有 {0} 字节，而文件只有 {1} 字节。</translation>
    </message>
    <message>
        <source>its metadata is not a table of texts.</source>
        <translation>其元数据不是文本表。</translation>
    </message>
    <message>
        <source>the header is not a JSON object.</source>
        <translation>文件头不是 JSON 对象。</translation>
    </message>
    <message>
        <source>the header nests too deep.</source>
        <translation>文件头嵌套过深。</translation>
    </message>
    <message>
        <source>there is a gap before &quot;{0}&quot;.</source>
        <translation>“{0}”之前有空隙。</translation>
    </message>
    <message>
        <source>{0} is not a sound safetensors file: {1}</source>
        <translation>{0} 不是完好的 safetensors 文件：{1}</translation>
    </message>
    <message>
        <source>Choose a folder with config.json, the weights and the tokenizer&apos;s files.</source>
        <translation>请选择含有 config.json、权重和分词器文件的文件夹。</translation>
    </message>
    <message>
        <source>Convert it in Python with Transformers 4: from transformers import AutoModel; AutoModel.from_pretrained(&quot;{0}&quot;, {1}).save_pretrained(&quot;{0}&quot;). To keep a head, write its class for AutoModel, such as AutoModelForSequenceClassification.</source>
        <translation>请在 Python 中用 Transformers 4 转换：from transformers import AutoModel; AutoModel.from_pretrained(&quot;{0}&quot;, {1}).save_pretrained(&quot;{0}&quot;)。若要保留头，请把 AutoModel 换成其类，例如 AutoModelForSequenceClassification。</translation>
    </message>
    <message>
        <source>Download or copy the whole folder again.</source>
        <translation>请重新下载或复制整个文件夹。</translation>
    </message>
    <message>
        <source>Load it with PyTorch and save its state_dict() again with torch.save.</source>
        <translation>请用 PyTorch 加载它，再用 torch.save 重新保存其 state_dict()。</translation>
    </message>
    <message>
        <source>Nothing of it was run. If you trust who made it, load it with PyTorch and save its state_dict() alone.</source>
        <translation>其中没有任何内容被执行。若您信任其来源，请用 PyTorch 加载它，并只保存其 state_dict()。</translation>
    </message>
    <message>
        <source>Such files are for inference alone: get the model&apos;s model.safetensors.</source>
        <translation>此类文件仅供推理使用：请获取该模型的 model.safetensors。</translation>
    </message>
    <message>
        <source>&quot;{0}&quot; has another name where it lies.</source>
        <translation>“{0}”在其所在处另有名称。</translation>
    </message>
    <message>
        <source>&quot;{0}&quot; is compressed.</source>
        <translation>“{0}”是压缩的。</translation>
    </message>
    <message>
        <source>&quot;{0}&quot; is encrypted.</source>
        <translation>“{0}”是加密的。</translation>
    </message>
    <message>
        <source>&quot;{0}&quot; is there twice.</source>
        <translation>“{0}”出现了两次。</translation>
    </message>
    <message>
        <source>&quot;{0}&quot; overlaps what follows it.</source>
        <translation>“{0}”与其后的内容重叠。</translation>
    </message>
    <message>
        <source>&quot;{0}&quot; repeats its numbers to {1} elements, more than the whole file holds.</source>
        <translation>“{0}”把自己的数重复成 {1} 个元素，超过整个文件所含。</translation>
    </message>
    <message>
        <source>a tensor at byte {0} reaches beyond its storage &quot;{1}&quot; of {2} elements.</source>
        <translation>字节 {0} 处的张量超出了其含 {2} 个元素的存储“{1}”。</translation>
    </message>
    <message>
        <source>a tensor has {0} dimensions at byte {1}.</source>
        <translation>字节 {1} 处的张量有 {0} 个维度。</translation>
    </message>
    <message>
        <source>it asks for {0}.{1}, which no state dict needs and other programs would run.</source>
        <translation>它要求 {0}.{1}，任何 state dict 都不需要，而别的程序会执行它。</translation>
    </message>
    <message>
        <source>it ends within storage &quot;{0}&quot;.</source>
        <translation>文件在存储“{0}”之内中断。</translation>
    </message>
    <message>
        <source>it holds no tensors by name.</source>
        <translation>其中没有带名称的张量。</translation>
    </message>
    <message>
        <source>it is a zip archive without one data.pkl, so not of torch.save.</source>
        <translation>它是一个没有唯一 data.pkl 的 zip 归档，因此不是 torch.save 的文件。</translation>
    </message>
    <message>
        <source>it is not a file of torch.save.</source>
        <translation>它不是 torch.save 的文件。</translation>
    </message>
    <message>
        <source>it is of another version of PyTorch&apos;s format than {0}.</source>
        <translation>它所用的 PyTorch 格式版本不是 {0}。</translation>
    </message>
    <message>
        <source>its list of storages does not fit its pickle.</source>
        <translation>其存储列表与其 pickle 不符。</translation>
    </message>
    <message>
        <source>its list of storages is missing.</source>
        <translation>缺少其存储列表。</translation>
    </message>
    <message>
        <source>its numbers are big-endian.</source>
        <translation>其中的数为大端字节序。</translation>
    </message>
    <message>
        <source>its pickle has a negative size at byte {0}.</source>
        <translation>其 pickle 在字节 {0} 处有负的大小。</translation>
    </message>
    <message>
        <source>its pickle has more than {0} operations.</source>
        <translation>其 pickle 的操作超过 {0} 个。</translation>
    </message>
    <message>
        <source>its pickle has operation {0} at byte {1}, which no state dict needs.</source>
        <translation>其 pickle 在字节 {1} 处有操作 {0}，任何 state dict 都不需要。</translation>
    </message>
    <message>
        <source>its pickle is cut off at byte {0}.</source>
        <translation>其 pickle 在字节 {0} 处被截断。</translation>
    </message>
    <message>
        <source>its pickle is damaged at byte {0}.</source>
        <translation>其 pickle 在字节 {0} 处已损坏。</translation>
    </message>
    <message>
        <source>its zip directory claims {0} entries in {1} bytes at {2}, it ends at {3}.</source>
        <translation>其 zip 目录声称在 {2} 处的 {1} 个字节中有 {0} 项，但在 {3} 处结束。</translation>
    </message>
    <message>
        <source>its zip directory does not hold {0} entries.</source>
        <translation>其 zip 目录并不含 {0} 项。</translation>
    </message>
    <message>
        <source>its zip directory is missing; it is truncated or damaged.</source>
        <translation>缺少其 zip 目录；文件被截断或已损坏。</translation>
    </message>
    <message>
        <source>its zip structure is cut off at byte {0}.</source>
        <translation>其 zip 结构在字节 {0} 处被截断。</translation>
    </message>
    <message>
        <source>its zip structure is damaged at byte {0}.</source>
        <translation>其 zip 结构在字节 {0} 处已损坏。</translation>
    </message>
    <message>
        <source>storage &quot;{0}&quot; has {1} bytes, its pickle says {2} elements of {3}.</source>
        <translation>存储“{0}”有 {1} 个字节，其 pickle 称有 {2} 个 {3} 元素。</translation>
    </message>
    <message>
        <source>storage &quot;{0}&quot; has {1} elements, its pickle says {2}.</source>
        <translation>存储“{0}”有 {1} 个元素，其 pickle 称有 {2} 个。</translation>
    </message>
    <message>
        <source>storage &quot;{0}&quot; is a part of another.</source>
        <translation>存储“{0}”是另一存储的一部分。</translation>
    </message>
    <message>
        <source>storage &quot;{0}&quot; is described in two ways.</source>
        <translation>存储“{0}”有两种不同的描述。</translation>
    </message>
    <message>
        <source>storage &quot;{0}&quot; is missing.</source>
        <translation>缺少存储“{0}”。</translation>
    </message>
    <message>
        <source>{0} can&apos;t be read as PyTorch weights: {1}</source>
        <translation>{0} 无法作为 PyTorch 权重读取：{1}</translation>
    </message>
    <message>
        <source>{0} has its weights for {1} only ({2}), which can&apos;t be read here.</source>
        <translation>{0} 只有供 {1} 使用的权重（{2}），此处无法读取。</translation>
    </message>
    <message>
        <source>{0} has neither model.safetensors nor pytorch_model.bin.</source>
        <translation>{0} 中既没有 model.safetensors，也没有 pytorch_model.bin。</translation>
    </message>
    <message>
        <source>{0} is missing, {1} names it.</source>
        <translation>缺少 {0}，{1} 中提到了它。</translation>
    </message>
    <message>
        <source>{0}: &quot;{1}&quot; is here, {2} says in {3}.</source>
        <translation>{0}：“{1}”在此处，而 {2} 称其在 {3} 中。</translation>
    </message>
    <message>
        <source>{0}: &quot;{1}&quot; is in another file, too.</source>
        <translation>{0}：“{1}”也在另一个文件中。</translation>
    </message>
    <message>
        <source>{0}: &quot;{1}&quot; is missing, {2} says that it is there.</source>
        <translation>{0}：缺少“{1}”，而 {2} 称其在那里。</translation>
    </message>
    <message>
        <source>Choose a model that is not quantised.</source>
        <translation>请选择未量化的模型。</translation>
    </message>
    <message>
        <source>&quot;{0}&quot; holds {1}, expected floating-point numbers.</source>
        <translation>“{0}”存放的是 {1}，应为浮点数。</translation>
    </message>
</context>
<context>
    <name>tokenizer</name>
    <message>
        <source>A length of {0} tokens leaves no room for the {1} special tokens.</source>
        <translation>{0} 个词元的长度放不下 {1} 个特殊词元。</translation>
    </message>
    <message>
        <source>Choose a larger maximum length.</source>
        <translation>请选择更大的最大长度。</translation>
    </message>
    <message>
        <source>Choose a model with another tokenizer, or a newer version of this program.</source>
        <translation>请选择使用其他分词器的模型，或本程序的更新版本。</translation>
    </message>
    <message>
        <source>Choose the folder of a model as Hugging Face distributes it.</source>
        <translation>请选择按 Hugging Face 方式发布的模型文件夹。</translation>
    </message>
    <message>
        <source>Save the tokenizer again with a current version of Transformers: it writes tokenizer.json.</source>
        <translation>请用当前版本的 Transformers 重新保存分词器：它会写出 tokenizer.json。</translation>
    </message>
    <message>
        <source>{0} is not valid UTF-8.</source>
        <translation>{0} 不是有效的 UTF-8。</translation>
    </message>
    <message>
        <source>{0}: a tokenizer made of {1} alone is not supported.</source>
        <translation>{0}：不支持仅由 {1} 构成的分词器。</translation>
    </message>
    <message>
        <source>{0}: the added token &quot;{1}&quot; has the id {2}, expected {3}, the next free one.</source>
        <translation>{0}：新增词元“{1}”的编号是 {2}，应为下一个空闲编号 {3}。</translation>
    </message>
    <message>
        <source>{0}: the token &quot;{1}&quot; has two ids, {2} and {3}.</source>
        <translation>{0}：词元“{1}”有两个编号：{2} 和 {3}。</translation>
    </message>
    <message>
        <source>{0}: the tokenizer class &quot;{1}&quot; is not supported without a tokenizer.json.</source>
        <translation>{0}：没有 tokenizer.json 时，不支持分词器类“{1}”。</translation>
    </message>
    <message>
        <source>{0}: the tokens &quot;{1}&quot; and &quot;{2}&quot; have the same id {3}.</source>
        <translation>{0}：词元“{1}”和“{2}”的编号都是 {3}。</translation>
    </message>
    <message>
        <source>{0}: the vocabulary has {1} tokens, at most {2} are possible.</source>
        <translation>{0}：词表有 {1} 个词元，最多只能有 {2} 个。</translation>
    </message>
    <message>
        <source>{0}: the vocabulary is empty.</source>
        <translation>{0}：词表为空。</translation>
    </message>
    <message>
        <source>{0}: the {1} &quot;{2}&quot; is not supported.</source>
        <translation>{0}：不支持 {1}“{2}”。</translation>
    </message>
    <message>
        <source>{0}: the {1} token &quot;{2}&quot; is not in the vocabulary.</source>
        <translation>{0}：词表中没有 {1} 词元“{2}”。</translation>
    </message>
    <message>
        <source>{0}: the added token &quot;{1}&quot; has the id {2}, in the vocabulary it has {3}.</source>
        <translation>{0}：新增词元“{1}”的编号是 {2}，而在词表中是 {3}。</translation>
    </message>
    <message>
        <source>{0}: the added token &quot;{1}&quot; has the id {2}, which is that of &quot;{3}&quot;.</source>
        <translation>{0}：新增词元“{1}”的编号是 {2}，与“{3}”的编号相同。</translation>
    </message>
    <message>
        <source>{0}: the post_processor adds the id {1}, but the largest is {2}.</source>
        <translation>{0}：post_processor 添加了编号 {1}，而最大编号是 {2}。</translation>
    </message>
    <message>
        <source>Download the file again.</source>
        <translation>请重新下载该文件。</translation>
    </message>
    <message>
        <source>{0} holds no tokenizer: expected tokenizer.json, vocab.txt, vocab.json with merges.txt, or a sentencepiece model.</source>
        <translation>{0} 中没有分词器：应有 tokenizer.json、vocab.txt、vocab.json 与 merges.txt，或 sentencepiece 模型。</translation>
    </message>
    <message>
        <source>{0} is no byte-level vocabulary: it has no token &quot;{1}&quot; for the byte {2}.</source>
        <translation>{0} 不是字节级词表：没有表示字节 {2} 的词元“{1}”。</translation>
    </message>
    <message>
        <source>{0} is no sentencepiece model: {1}.</source>
        <translation>{0} 不是 sentencepiece 模型：{1}。</translation>
    </message>
    <message>
        <source>{0}: the regular expression &quot;{1}&quot; can&apos;t be understood ({2}).</source>
        <translation>{0}：无法理解正则表达式“{1}”（{2}）。</translation>
    </message>
    <message>
        <source>{0}: the score of the token &quot;{1}&quot; is no number.</source>
        <translation>{0}：词元“{1}”的分数不是数。</translation>
    </message>
    <message>
        <source>{0}: the vocabulary has {1} bytes of text, fewer than {2} are possible.</source>
        <translation>{0}：词表有 {1} 个字节的文本，最多可有 {2} 个（不含）。</translation>
    </message>
    <message>
        <source>A regular expression of the tokenizer gives up on &quot;{0}&quot; ({1}).</source>
        <translation>分词器的一个正则表达式在“{0}”上放弃（{1}）。</translation>
    </message>
    <message>
        <source>No token of the vocabulary covers &quot;{0}&quot;, and none stands for unknown text.</source>
        <translation>词表中没有词元能覆盖“{0}”，也没有词元表示未知文本。</translation>
    </message>
    <message>
        <source>Shorten this text, or choose a model with another tokenizer.</source>
        <translation>请缩短这段文本，或选择使用其他分词器的模型。</translation>
    </message>
    <message>
        <source>Take this out of the texts, or choose a model with another tokenizer.</source>
        <translation>请从文本中去掉它，或选择使用其他分词器的模型。</translation>
    </message>
    <message>
        <source>{0} has no &quot;tokenizer_class&quot;: whose tokenizer this is isn&apos;t said.</source>
        <translation>{0} 中没有 &quot;tokenizer_class&quot;：未说明这是谁的分词器。</translation>
    </message>
    <message>
        <source>{0} is no unigram model, which a {1} needs.</source>
        <translation>{0} 不是 {1} 所需的 unigram 模型。</translation>
    </message>
    <message>
        <source>{0}, line {1}: &quot;{2}&quot; is no pair of tokens with a blank between them.</source>
        <translation>{0} 第 {1} 行：“{2}”不是以空格隔开的一对词元。</translation>
    </message>
    <message>
        <source>{0}: the table of characters is damaged: it is not valid UTF-8.</source>
        <translation>{0}：字符表已损坏：不是有效的 UTF-8。</translation>
    </message>
    <message>
        <source>{0}: the table of characters is damaged: of its {1} bytes the first {2} are the trie.</source>
        <translation>{0}：字符表已损坏：其 {1} 个字节中前 {2} 个为前缀树。</translation>
    </message>
    <message>
        <source>{0}: unknown text has the id {1}, but the largest is {2}.</source>
        <translation>{0}：未知文本的编号为 {1}，而最大编号是 {2}。</translation>
    </message>
    <message>
        <source>A piece can&apos;t be one for occurring {0} times.</source>
        <translation>不能以出现 {0} 次作为成为词片的条件。</translation>
    </message>
    <message>
        <source>A vocabulary can&apos;t have {0} characters.</source>
        <translation>词表不能有 {0} 个字符。</translation>
    </message>
    <message>
        <source>A vocabulary of {0} pieces can&apos;t be trained.</source>
        <translation>无法训练有 {0} 个词片的词表。</translation>
    </message>
    <message>
        <source>A vocabulary of {0} pieces has no room for the {1} that it must have: the special tokens and every character of the texts.</source>
        <translation>{0} 个词片的词表放不下必需的 {1} 个：特殊词元以及文本中的每个字符。</translation>
    </message>
    <message>
        <source>Ask for 1 or more.</source>
        <translation>请给出 1 或更大的数。</translation>
    </message>
    <message>
        <source>Ask for 1 to {0}.</source>
        <translation>请给出 1 到 {0} 之间的数。</translation>
    </message>
    <message>
        <source>Ask for at least {0}, or for fewer characters.</source>
        <translation>请至少要求 {0} 个，或减少字符数。</translation>
    </message>
    <message>
        <source>Choose another column, or other texts.</source>
        <translation>请选择另一列，或其他文本。</translation>
    </message>
    <message>
        <source>Choose another folder, or empty this one first.</source>
        <translation>请另选一个文件夹，或先清空这个文件夹。</translation>
    </message>
    <message>
        <source>Choose one of {0}.</source>
        <translation>请从 {0} 中选择。</translation>
    </message>
    <message>
        <source>Give 0 for all of them, or more.</source>
        <translation>请给出 0（表示全部）或更大的数。</translation>
    </message>
    <message>
        <source>There is no kind of vocabulary &quot;{0}&quot;.</source>
        <translation>没有“{0}”这种词表。</translation>
    </message>
    <message>
        <source>There is no word in the {0} texts: nothing to train on.</source>
        <translation>{0} 条文本中没有任何词，无从训练。</translation>
    </message>
    <message>
        <source>{0} exists already and is not empty.</source>
        <translation>{0} 已存在且不为空。</translation>
    </message>
    <message>
        <source>{0} threads can&apos;t train a vocabulary.</source>
        <translation>{0} 个线程无法训练词表。</translation>
    </message>
</context>
<context>
    <name>train</name>
    <message>
        <source>All examples have the label &quot;{0}&quot;: there is nothing to tell apart.</source>
        <translation>所有样本的标签都是“{0}”：没有什么可区分的。</translation>
    </message>
    <message>
        <source>An evaluation&apos;s confusion matrix is damaged.</source>
        <translation>某次评估的混淆矩阵已损坏。</translation>
    </message>
    <message>
        <source>At step {0} the loss was {1} and the gradient&apos;s norm {2}: training has run away.</source>
        <translation>第 {0} 步的损失为 {1}、梯度范数为 {2}：训练已发散。</translation>
    </message>
    <message>
        <source>Choose a checkpoint to start from.</source>
        <translation>请选择作为起点的检查点。</translation>
    </message>
    <message>
        <source>Choose another name for the run.</source>
        <translation>请为这次训练换一个名称。</translation>
    </message>
    <message>
        <source>Choose one of {0}.</source>
        <translation>请从 {0} 中选择。</translation>
    </message>
    <message>
        <source>Did you mean &quot;{0}&quot;?</source>
        <translation>你是指“{0}”吗？</translation>
    </message>
    <message>
        <source>Evaluating</source>
        <translation>正在评估</translation>
    </message>
    <message>
        <source>Reading the texts</source>
        <translation>正在读取文本</translation>
    </message>
    <message>
        <source>Saving the model</source>
        <translation>正在保存模型</translation>
    </message>
    <message>
        <source>Shorten the warm-up or lengthen the run.</source>
        <translation>请缩短预热，或延长训练。</translation>
    </message>
    <message>
        <source>Stopped after step {0} of {1}. The model so far is kept.</source>
        <translation>在第 {0} 步停止，共 {1} 步。到目前为止的模型已保留。</translation>
    </message>
    <message>
        <source>Test accuracy {0} %, macro F1 {1} % on {2} texts.</source>
        <translation>测试准确率 {0} %，宏平均 F1 {1} %，共 {2} 条文本。</translation>
    </message>
    <message>
        <source>The recipe names no model.</source>
        <translation>配方中没有指定模型。</translation>
    </message>
    <message>
        <source>The warm-up of {0} steps is longer than the run of {1}.</source>
        <translation>{0} 步的预热比整个训练的 {1} 步还长。</translation>
    </message>
    <message>
        <source>There are no examples to train on.</source>
        <translation>没有可供训练的样本。</translation>
    </message>
    <message>
        <source>There is no schedule &quot;{0}&quot;.</source>
        <translation>没有学习率调度“{0}”。</translation>
    </message>
    <message>
        <source>Try a lower learning rate, a longer warm-up or float32.</source>
        <translation>请尝试更低的学习率、更长的预热或 float32。</translation>
    </message>
    <message>
        <source>Update Espalier.</source>
        <translation>请更新 Espalier。</translation>
    </message>
    <message>
        <source>Use data with two labels or more.</source>
        <translation>请使用有两个以上标签的数据。</translation>
    </message>
    <message>
        <source>&quot;{0}&quot; is not of the form key=value.</source>
        <translation>“{0}”不是 key=value 的形式。</translation>
    </message>
    <message>
        <source>{0} can&apos;t be made: {1}.</source>
        <translation>无法创建 {0}：{1}。</translation>
    </message>
    <message>
        <source>{0} exists already and is not empty.</source>
        <translation>{0} 已存在且不为空。</translation>
    </message>
    <message>
        <source>{0} holds no JSON object.</source>
        <translation>{0} 中不是 JSON 对象。</translation>
    </message>
    <message>
        <source>{0} is damaged: {1}.</source>
        <translation>{0} 已损坏：{1}。</translation>
    </message>
    <message>
        <source>{0} is no run: it has no run.json.</source>
        <translation>{0} 不是训练记录：其中没有 run.json。</translation>
    </message>
    <message>
        <source>{0} texts to learn from, {1} steps on {2} with {3} threads in {4}.</source>
        <translation>{0} 条文本用于学习，{1} 步，在 {2} 上以 {3} 个线程、{4} 精度训练。</translation>
    </message>
    <message>
        <source>{0} was written by a newer Espalier (recipe version {1}, this one reads {2}).</source>
        <translation>{0} 由更新版本的 Espalier 写成（配方版本 {1}，本程序读取 {2}）。</translation>
    </message>
    <message>
        <source>{0}: &quot;{1}&quot; is {2}, expected {3}.</source>
        <translation>{0}：“{1}”是 {2}，应为 {3}。</translation>
    </message>
    <message>
        <source>{0}: there is no key &quot;{1}&quot;.</source>
        <translation>{0}：没有键“{1}”。</translation>
    </message>
    <message>
        <source>{0} of {1} texts reach the limit of {2} tokens; what goes beyond is not read.</source>
        <translation>{1} 条文本中有 {0} 条达到 {2} 个词元的上限；超出的部分不会读取。</translation>
    </message>
    <message>
        <source>Step {0}: validation accuracy {1} %, macro F1 {2} % · best so far</source>
        <translation>第 {0} 步：验证准确率 {1} %，宏平均 F1 {2} % · 迄今最佳</translation>
    </message>
    <message>
        <source>Step {0}: validation accuracy {1} %, macro F1 {2} %</source>
        <translation>第 {0} 步：验证准确率 {1} %，宏平均 F1 {2} %</translation>
    </message>
    <message>
        <source>The label &quot;{0}&quot; has no text in the test part.</source>
        <translation>标签“{0}”在测试子集中没有文本。</translation>
    </message>
    <message>
        <source>The label &quot;{0}&quot; has no text in the validation part.</source>
        <translation>标签“{0}”在验证子集中没有文本。</translation>
    </message>
    <message>
        <source>The label &quot;{0}&quot; has no text to learn from.</source>
        <translation>标签“{0}”没有可供学习的文本。</translation>
    </message>
    <message>
        <source>Computing the frozen layers, once</source>
        <translation>正在计算冻结层（只需一次）</translation>
    </message>
    <message>
        <source>Memory did not suffice. The run goes on with {0} texts at a time; a step still learns from as many as before.</source>
        <translation>内存不够。训练将每次处理 {0} 条文本继续进行，每一步学习的文本数不变。</translation>
    </message>
    <message>
        <source>The program ended while this run was training.</source>
        <translation>程序在这次训练进行时结束了。</translation>
    </message>
    <message>
        <source>{0}</source>
        <translation>{0}</translation>
    </message>
    <message>
        <source>A smallest gain does nothing without patience.</source>
        <translation>没有设置耐心时，最小提高不起作用。</translation>
    </message>
    <message>
        <source>A snapshot could not be saved; the run goes on without it. {0}</source>
        <translation>无法保存快照；训练继续进行。{0}</translation>
    </message>
    <message>
        <source>At step {0} the loss was {1} and the gradient&apos;s norm {2}: training has run away, first in the rung &quot;{3}&quot;.</source>
        <translation>第 {0} 步的损失为 {1}、梯度范数为 {2}：训练已发散，最先出现在“{3}”层。</translation>
    </message>
    <message>
        <source>Blocks that start from random weights must train whole, but LoRA freezes them.</source>
        <translation>从随机权重开始的块必须全部训练，而 LoRA 会冻结它们。</translation>
    </message>
    <message>
        <source>Choose one of ema and swa_start.</source>
        <translation>请在 ema 和 swa_start 中选一个。</translation>
    </message>
    <message>
        <source>Choose one of focal_gamma and label_smoothing.</source>
        <translation>请在 focal_gamma 和 label_smoothing 中选一个。</translation>
    </message>
    <message>
        <source>Choose one of lora_rank and biases_only.</source>
        <translation>请在 lora_rank 和 biases_only 中选一个。</translation>
    </message>
    <message>
        <source>Choose one of lora_rank and reinitialize.</source>
        <translation>请在 lora_rank 和 reinitialize 中选一个。</translation>
    </message>
    <message>
        <source>Give at least one label a weight.</source>
        <translation>请至少给一个标签设置权重。</translation>
    </message>
    <message>
        <source>Give it more epochs.</source>
        <translation>请增加轮数。</translation>
    </message>
    <message>
        <source>LoRA and training the biases only can&apos;t be had together.</source>
        <translation>LoRA 与只训练偏置不能同时使用。</translation>
    </message>
    <message>
        <source>No label counts: every weight is 0.</source>
        <translation>没有标签起作用：所有权重都是 0。</translation>
    </message>
    <message>
        <source>Nobody trains the run {0} at present.</source>
        <translation>目前没有程序在训练 {0}。</translation>
    </message>
    <message>
        <source>Patience counts evaluations, but there are no validation texts.</source>
        <translation>耐心按评估次数计算，但没有验证文本。</translation>
    </message>
    <message>
        <source>Patience counts evaluations, but there is only one, at the end.</source>
        <translation>耐心按评估次数计算，但只在结束时评估一次。</translation>
    </message>
    <message>
        <source>Paused after step {0} of {1}. Everything is saved.</source>
        <translation>在第 {0} 步暂停，共 {1} 步。一切都已保存。</translation>
    </message>
    <message>
        <source>R-Drop compares answers under different dropout, but dropout is off.</source>
        <translation>R-Drop 比较不同 dropout 下的回答，但 dropout 已关闭。</translation>
    </message>
    <message>
        <source>Raise dropout, or set r_drop to 0.</source>
        <translation>请提高 dropout，或把 r_drop 设为 0。</translation>
    </message>
    <message>
        <source>Restore the checkpoint as it was, or start a new run.</source>
        <translation>请恢复原来的检查点，或开始新的训练。</translation>
    </message>
    <message>
        <source>Restore the data as it was, or start a new run.</source>
        <translation>请恢复原来的数据，或开始新的训练。</translation>
    </message>
    <message>
        <source>Set evaluate_every to some epochs, or patience to 0.</source>
        <translation>请把 evaluate_every 设为若干轮，或把 patience 设为 0。</translation>
    </message>
    <message>
        <source>Set patience to some evaluations, or min_gain to 0.</source>
        <translation>请把 patience 设为若干次评估，或把 min_gain 设为 0。</translation>
    </message>
    <message>
        <source>Set some texts aside for validation, or patience to 0.</source>
        <translation>请留出一些文本用于验证，或把 patience 设为 0。</translation>
    </message>
    <message>
        <source>Start a new run with its recipe.</source>
        <translation>请用它的配方开始新的训练。</translation>
    </message>
    <message>
        <source>Step {0} was left out: its loss or its gradient was not finite.</source>
        <translation>跳过了第 {0} 步：它的损失或梯度不是有限数。</translation>
    </message>
    <message>
        <source>The averaged weights belong to another run.</source>
        <translation>平均权重属于另一次训练。</translation>
    </message>
    <message>
        <source>The checkpoint {0} is not the one that the run {1} began with.</source>
        <translation>检查点 {0} 不是训练 {1} 开始时所用的那个。</translation>
    </message>
    <message>
        <source>The focal loss knows no label smoothing.</source>
        <translation>焦点损失不能与标签平滑同用。</translation>
    </message>
    <message>
        <source>The kept weights can&apos;t be both a moving and a plain mean.</source>
        <translation>所保留的权重不能既是滑动平均又是普通平均。</translation>
    </message>
    <message>
        <source>The labels are {0}.</source>
        <translation>标签有：{0}。</translation>
    </message>
    <message>
        <source>The optimiser&apos;s state belongs to another model.</source>
        <translation>优化器状态属于另一个模型。</translation>
    </message>
    <message>
        <source>The optimiser&apos;s state belongs to another run.</source>
        <translation>优化器状态属于另一次训练。</translation>
    </message>
    <message>
        <source>The optimiser&apos;s state lacks &quot;{0}&quot;.</source>
        <translation>优化器状态缺少“{0}”。</translation>
    </message>
    <message>
        <source>The run goes on after step {0} of {1}.</source>
        <translation>训练从第 {0} 步之后继续，共 {1} 步。</translation>
    </message>
    <message>
        <source>The run {0} has done all its {1} steps.</source>
        <translation>训练 {0} 已完成全部 {1} 步。</translation>
    </message>
    <message>
        <source>The run {0} has no snapshot to go on from.</source>
        <translation>训练 {0} 没有可供继续的快照。</translation>
    </message>
    <message>
        <source>The snapshot belongs to another run.</source>
        <translation>快照属于另一次训练。</translation>
    </message>
    <message>
        <source>The snapshot {0} can&apos;t be used: {1}</source>
        <translation>快照 {0} 无法使用：{1}</translation>
    </message>
    <message>
        <source>The texts are not those that the run {0} began with.</source>
        <translation>文本不是训练 {0} 开始时所用的那些。</translation>
    </message>
    <message>
        <source>The time is up after step {0} of {1}.</source>
        <translation>时间已到，停在第 {0} 步，共 {1} 步。</translation>
    </message>
    <message>
        <source>There is no optimiser &quot;{0}&quot;.</source>
        <translation>没有优化器“{0}”。</translation>
    </message>
    <message>
        <source>What can be: {0}.</source>
        <translation>可以改变的有：{0}。</translation>
    </message>
    <message>
        <source>&quot;{0}&quot; can&apos;t be changed when a run goes on.</source>
        <translation>继续训练时不能改变“{0}”。</translation>
    </message>
    <message>
        <source>&quot;{0}&quot;: &quot;{1}&quot; is not of the form name=number, with a number of 0 or more.</source>
        <translation>“{0}”：“{1}”不是 名称=数 的形式，数应不小于 0。</translation>
    </message>
    <message>
        <source>&quot;{0}&quot;: there is no label &quot;{1}&quot;.</source>
        <translation>“{0}”：没有标签“{1}”。</translation>
    </message>
    <message>
        <source>{0} can&apos;t be written: {1}.</source>
        <translation>无法写入 {0}：{1}。</translation>
    </message>
    <message>
        <source>{0} evaluations without a gain: the run ends after step {1} of {2}.</source>
        <translation>{0} 次评估没有提高：训练在第 {1} 步结束，共 {2} 步。</translation>
    </message>
    <message>
        <source>{0} is missing.</source>
        <translation>缺少 {0}。</translation>
    </message>
    <message>
        <source>{0} is no snapshot.</source>
        <translation>{0} 不是快照。</translation>
    </message>
    <message>
        <source>A search needs one trial or more, of which one in two or more goes on.</source>
        <translation>搜索至少要有一次试验，并且每两次或更多次中有一次继续。</translation>
    </message>
    <message>
        <source>Choose one of label_thresholds and tune_thresholds.</source>
        <translation>请在 label_thresholds 与 tune_thresholds 中选一个。</translation>
    </message>
    <message>
        <source>Choose random or halving.</source>
        <translation>请选择 random 或 halving。</translation>
    </message>
    <message>
        <source>Go on with the same settings, or choose another folder.</source>
        <translation>请用相同的设置继续，或另选文件夹。</translation>
    </message>
    <message>
        <source>Leave it as it was, or choose another task.</source>
        <translation>请保持原样，或选择其他任务。</translation>
    </message>
    <message>
        <source>Name the column with the weights, or choose another sampling.</source>
        <translation>请指定权重所在的列，或选择其他抽样方式。</translation>
    </message>
    <message>
        <source>Searching</source>
        <translation>正在搜索</translation>
    </message>
    <message>
        <source>Set label_separator, for example to ;</source>
        <translation>请设置 label_separator，例如 ;</translation>
    </message>
    <message>
        <source>Set some texts aside for validation, or set thresholds by hand.</source>
        <translation>请留出一些文本用于验证，或手动设置阈值。</translation>
    </message>
    <message>
        <source>Set some texts aside for validation.</source>
        <translation>请留出一些文本用于验证。</translation>
    </message>
    <message>
        <source>Step {0}: validation RMSE {1}, correlation {2} · best so far</source>
        <translation>第 {0} 步：验证 RMSE {1}，相关系数 {2} · 目前最好</translation>
    </message>
    <message>
        <source>Step {0}: validation RMSE {1}, correlation {2}</source>
        <translation>第 {0} 步：验证 RMSE {1}，相关系数 {2}</translation>
    </message>
    <message>
        <source>Test RMSE {0}, correlation {1} on {2} texts.</source>
        <translation>测试 RMSE {0}，相关系数 {1}，共 {2} 条文本。</translation>
    </message>
    <message>
        <source>Texts are to be drawn by their weights, but they have none.</source>
        <translation>要按权重抽取文本，但文本没有权重。</translation>
    </message>
    <message>
        <source>The text between labels is empty.</source>
        <translation>标签之间的分隔文字为空。</translation>
    </message>
    <message>
        <source>There is no search &quot;{0}&quot;.</source>
        <translation>没有名为“{0}”的搜索方式。</translation>
    </message>
    <message>
        <source>There is nothing to search: no key has a range.</source>
        <translation>没有可搜索的内容：没有设置给出范围。</translation>
    </message>
    <message>
        <source>Thresholds are chosen on validation texts, but there are none.</source>
        <translation>阈值要用验证文本来选，但没有验证文本。</translation>
    </message>
    <message>
        <source>Thresholds can&apos;t be both chosen by hand and on the validation texts.</source>
        <translation>阈值不能既手动设置又用验证文本来选。</translation>
    </message>
    <message>
        <source>Trials are compared on validation texts, but there are none.</source>
        <translation>试验要用验证文本来比较，但没有验证文本。</translation>
    </message>
    <message>
        <source>Trying learning rates</source>
        <translation>正在试各种学习率</translation>
    </message>
    <message>
        <source>Write key=from..to for numbers, or key=one|another.</source>
        <translation>数字请写成 键=起..止，或写成 键=甲|乙。</translation>
    </message>
    <message>
        <source>&quot;best_by&quot; is &quot;{0}&quot;, which the task {1} doesn&apos;t have.</source>
        <translation>“best_by”是“{0}”，任务 {1} 没有这个指标。</translation>
    </message>
    <message>
        <source>&quot;{0}&quot; is for the task {1}, but the task is {2}.</source>
        <translation>“{0}”用于任务 {1}，但当前任务是 {2}。</translation>
    </message>
    <message>
        <source>&quot;{0}&quot; is no space to search in.</source>
        <translation>“{0}”不是可搜索的范围。</translation>
    </message>
    <message>
        <source>{0} holds another search.</source>
        <translation>{0} 中已有另一个搜索。</translation>
    </message>
    <message>
        <source>Choosing how strongly weights are drawn to where they started</source>
        <translation>正在选择权重被拉回起点的强度</translation>
    </message>
    <message>
        <source>L2-SP with strength {0} ran away.</source>
        <translation>强度为 {0} 的 L2-SP 训练发散了。</translation>
    </message>
    <message>
        <source>L2-SP with strength {0}: {1} {2} after {3} steps.</source>
        <translation>强度为 {0} 的 L2-SP：{3} 步之后 {1} 为 {2}。</translation>
    </message>
    <message>
        <source>L2-SP&apos;s strength is chosen on validation texts, but there are none.</source>
        <translation>L2-SP 的强度要用验证文本来选择，但没有验证文本。</translation>
    </message>
    <message>
        <source>L2-SP&apos;s strength was chosen: {0}.</source>
        <translation>已选定 L2-SP 的强度：{0}。</translation>
    </message>
    <message>
        <source>Only {0} MB are left on the disk: everything is saved now, after step {1}. Free some space before the run ends.</source>
        <translation>磁盘只剩 {0} MB：现在（第 {1} 步之后）已保存全部进度。请在训练结束之前腾出空间。</translation>
    </message>
    <message>
        <source>Set some texts aside for validation, or set l2_sp by hand.</source>
        <translation>请留出一些文本用于验证，或手动设置 l2_sp。</translation>
    </message>
    <message>
        <source>The checkpoint {0} is not the one that the recipe was made for.</source>
        <translation>检查点 {0} 不是该配方所针对的检查点。</translation>
    </message>
    <message>
        <source>The texts are not those that the recipe was made for.</source>
        <translation>这些文本不是该配方所针对的文本。</translation>
    </message>
    <message>
        <source>Use what the recipe was made for, or leave &quot;{0}&quot; out of it to train on other ones.</source>
        <translation>请使用该配方所针对的内容，或从配方中去掉 &quot;{0}&quot; 以改用其他内容。</translation>
    </message>
    <message>
        <source>Step {0}: validation F1 of spans {1} %, accuracy {2} % · best so far</source>
        <translation>第 {0} 步：验证集片段 F1 {1} %，准确率 {2} % · 迄今最佳</translation>
    </message>
    <message>
        <source>Step {0}: validation F1 of spans {1} %, accuracy {2} %</source>
        <translation>第 {0} 步：验证集片段 F1 {1} %，准确率 {2} %</translation>
    </message>
    <message>
        <source>Test F1 of spans {0} %, accuracy {1} % on {2} words.</source>
        <translation>测试集片段 F1 {0} %，准确率 {1} %（{2} 个词）。</translation>
    </message>
</context>
<context>
    <name>training</name>
    <message>
        <source>Epoch {0} of {1} · step {2} of {3} · {4} texts/s</source>
        <translation>第 {0} 轮，共 {1} 轮 · 第 {2} 步，共 {3} 步 · {4} 条文本/秒</translation>
    </message>
    <message>
        <source>Preparing the run</source>
        <translation>正在准备训练</translation>
    </message>
</context>
<context>
    <name>ui</name>
    <message>
        <source>Close other programs, or use a smaller batch or a smaller model.</source>
        <translation>请关闭其他程序，或使用更小的批大小或更小的模型。</translation>
    </message>
    <message>
        <source>Something unexpected went wrong: {0}</source>
        <translation>发生了意外错误：{0}</translation>
    </message>
    <message>
        <source>The computer&apos;s memory is full.</source>
        <translation>电脑的内存已满。</translation>
    </message>
    <message>
        <source>The program&apos;s own file {0} is missing.</source>
        <translation>缺少程序自带的文件 {0}。</translation>
    </message>
    <message>
        <source>{0} holds {1} colours, expected {2}.</source>
        <translation>{0} 含有 {1} 种颜色，应为 {2} 种。</translation>
    </message>
    <message>
        <source>{0}: &quot;{1}&quot; is no colour.</source>
        <translation>{0}：“{1}”不是颜色。</translation>
    </message>
    <message>
        <source>Name a folder with --model, or put one into the model library.</source>
        <translation>请用 --model 指定一个文件夹，或在模型库中放入一个模型。</translation>
    </message>
    <message>
        <source>There is no model to train for the pictures.</source>
        <translation>没有可用于训练以生成图片的模型。</translation>
    </message>
    <message>
        <source>Downloading {0}</source>
        <translation>正在下载 {0}</translation>
    </message>
</context>
</TS>
