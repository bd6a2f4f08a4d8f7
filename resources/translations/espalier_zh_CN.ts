<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>base</name>
    <message>
        <source>Close it there first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Restore the folder from a copy, or train again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The disk is full: free some space, then try again. What was there before is untouched.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The encoding &quot;{0}&quot; is not known.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What was there before is untouched.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} can&apos;t be opened for reading.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} can&apos;t be read: {1}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} can&apos;t be written: {1}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} is already open in {1}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} is damaged.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} is missing, its folder&apos;s manifest names it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} is not valid JSON: {1}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} is not what was written: its checksum differs from the manifest&apos;s.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0}: &quot;{1}&quot; is {2}, expected {3}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0}: nested deeper than {1} levels.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>data</name>
    <message>
        <source>A field is {0} long, at most {1} are read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A quote is opened and never closed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Changing the data</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check that the file is there and that you may open it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the delimiter, the quote and the chosen columns.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the encoding, the delimiter and the quote.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a file with a header and at least one row a label.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a file with at least one row a label.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose one of these columns.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose shares from 0 up that add to less than 1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Of {0} no row could be used: all {1} were refused. Line {2}: {3}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shares of {0} for validation and {1} for test leave no rows for training.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The encoding &quot;{0}&quot; is not known.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The label is empty.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The row has {0} columns, the first row has {1}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The row holds a NUL byte.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The row is longer than {0}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The text is empty.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use a name such as UTF-8, GB18030, Big5, windows-1252 or UTF-16LE.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write train, validation or test.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&quot;{0}&quot; is none of train, validation and test.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&quot;{0}&quot; names no part of the data.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} can&apos;t be read: {1}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} has a header and no rows.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} has no column &quot;{1}&quot;. Its columns are {2}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} is empty.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0}, line {1}: the first row can&apos;t be read. {2}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>espalier::DataPage</name>
    <message>
        <source>Data</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The labelled texts to learn from</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>espalier::EvaluatePage</name>
    <message>
        <source>Evaluate</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>espalier::ExportPage</name>
    <message>
        <source>Export</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take the trained model with you</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>espalier::MainWindow</name>
    <message numerus="yes">
        <source>%1 · %n threads · %2</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Open a project&apos;s folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Training is still running</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What it has learned so far can be kept.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep running</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop, keep and close</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>espalier::ModelPage</name>
    <message>
        <source>Model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose what to start from, and what may change</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>espalier::NewProjectDialog</name>
    <message>
        <source>Create</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New project</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is this project called?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Support tickets</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another place…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where the project&apos;s folder goes</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>espalier::Notice</name>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>espalier::RunsPage</name>
    <message>
        <source>Runs</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>espalier::StageRail</name>
    <message>
        <source>Data</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Train</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Evaluate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Runs</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>espalier::StatusLine</name>
    <message>
        <source>Stop this</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Progress</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Offline</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This program opens no connection: your texts and models stay on this computer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ready</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 left</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>espalier::TopBar</name>
    <message>
        <source>Project</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start, open or close a project</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Text classification</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Light colours</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dark colours</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change the language</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New project…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open project…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close project</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>espalier::TrainPage</name>
    <message>
        <source>Train</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>espalier::TryPage</name>
    <message>
        <source>Try</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type a sentence and see what the model says</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>espalier::WelcomePage</name>
    <message>
        <source>Welcome to Espalier</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>espalier::Workbench</name>
    <message>
        <source>Sample tickets</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sample reviews</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Project</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open or start a project first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Import labelled texts first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a model first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wait for the first result of the training</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Train a model first</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>eval</name>
    <message>
        <source>Label index {0} is not among {1} labels.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} probabilities were given for {1} examples and {2} labels.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>export</name>
    <message>
        <source>Choose another folder, or empty this one first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Let a run finish, or stop it with its model kept.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The run {0} has kept no model to export.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} exists already and is not empty.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>model</name>
    <message>
        <source>Check that config.json and the weights belong together.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a folder with config.json, model.safetensors and the tokenizer&apos;s files.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose the device auto or cpu.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every rung is frozen: there is nothing to train.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In the library: {0}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its rungs from the bottom: {0}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No CUDA graphics card can be used on this machine.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not in the checkpoint, so started from random values: {0}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put tokenizer.json, or vocab.txt and tokenizer_config.json, beside the weights.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save the model as one model.safetensors file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Supported: {0}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Thaw at least the head.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The library, {0}, is empty.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no device &quot;{0}&quot;. Choose auto, cpu or cuda.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no folder and no model in the library called &quot;{0}&quot;.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no precision &quot;{0}&quot;. Choose auto, f32 or bf16.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This model has no rung &quot;{0}&quot;.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Train it on labelled texts first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Weights of another head are left out, the first is &quot;{0}&quot;.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} blocks can&apos;t be frozen: this model has {1}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} has its weights in {1}, which can&apos;t be read yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} has no model.safetensors.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} has no tokenizer files.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} holds no JSON object.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} is an encoder without a classification head.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} is no model folder: it has no config.json.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0}: &quot;hidden_size&quot; {1} can&apos;t be divided by &quot;num_attention_heads&quot; {2}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0}: &quot;{1}&quot; is missing, config.json asks for it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0}: &quot;{1}&quot; is {2}, config.json names {3} labels.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0}: &quot;{1}&quot; is {2}, config.json says {3}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0}: &quot;{1}&quot; is {2}, expected 1 to {3}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0}: &quot;{1}&quot; {2} is not expected in a {3} model.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0}: the model family &quot;{1}&quot; is not supported.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>numbers</name>
    <message>
        <source>s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>min</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>h</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>project</name>
    <message>
        <source>A label can&apos;t be empty.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An import needs a text column and a label column.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check that the folder is there and that you may write to it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose another label column, or a file with two labels or more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose both.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose the column, or divide by ratio.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close it there, then try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Free some space, then try again. What was there before is untouched.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Making the project</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move some of its rows to training, or leave them out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No column was chosen that says which part a row is for.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open a project&apos;s folder, or restore this file from a copy.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open it with a newer Espalier.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Opening the project</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try again when that has ended.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What was there before is untouched.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} can&apos;t be opened for writing: {1}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} can&apos;t be written: the disk is full.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} has format version {1}, this program reads up to {2}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} holds one label only, &quot;{1}&quot;.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} is a database of another program.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} is damaged: {1}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} is in use by another program.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0}: {1}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a folder whose name ends in .espalier, or make a new project.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a folder you may write to.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose another name, or open the project that is there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Restore it from a copy of the project.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The data set is being changed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no row {0}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no run &quot;{0}&quot;.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} can&apos;t be written: {1}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} describes no project.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} exists and is not an empty folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} is no project: it has no {1}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Restore the project&apos;s folder from a copy, or import the data anew into a new project.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop it first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The label &quot;{0}&quot; has {1} rows for validation and {2} for test, and none for training.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The run &quot;{0}&quot; is training.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>runs</name>
    <message>
        <source>Opening {0}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>task</name>
    <message>
        <source>Choose accuracy, macro_f1 or log_loss.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It knows {0}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The columns are: {0}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model doesn&apos;t know the label {0}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The run {0} has kept no model.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no column &quot;{0}&quot;.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no metric &quot;{0}&quot;.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no task &quot;{0}&quot;.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is: {0}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Train it again.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>tensorio</name>
    <message>
        <source>Download or copy the file again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&quot;{0}&quot; has a shape that is not whole numbers.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&quot;{0}&quot; has an impossible size.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&quot;{0}&quot; has the unknown element type &quot;{1}&quot;.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&quot;{0}&quot; has too many dimensions.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&quot;{0}&quot; holds {1} bytes, its shape asks for {2}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&quot;{0}&quot; lacks its dtype, shape or data_offsets.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&quot;{0}&quot; lies outside the file; it is truncated or damaged.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&quot;{0}&quot; overlaps another tensor.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>bytes follow after the last tensor.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it ends before the header.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it names &quot;{0}&quot; twice.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>its header claims {0} bytes, the file has {1}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>its metadata is not a table of texts.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the header is not a JSON object.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the header nests too deep.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>there is a gap before &quot;{0}&quot;.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} is not a sound safetensors file: {1}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>tokenizer</name>
    <message>
        <source>A length of {0} tokens leaves no room for the {1} special tokens.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a larger maximum length.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a model with another tokenizer, or a newer version of this program.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose the folder of a model as Hugging Face distributes it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save the tokenizer again with a current version of Transformers: it writes tokenizer.json.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} holds no tokenizer: expected tokenizer.json or vocab.txt.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} is not valid UTF-8.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0}: a tokenizer made of {1} alone is not supported.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0}: the added token &quot;{1}&quot; has the id {2}, but the vocabulary says {3}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0}: the added token &quot;{1}&quot; has the id {2}, expected {3}, the next free one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0}: the token &quot;{1}&quot; has two ids, {2} and {3}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0}: the tokenizer class &quot;{1}&quot; is not supported without a tokenizer.json.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0}: the tokens &quot;{1}&quot; and &quot;{2}&quot; have the same id {3}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0}: the vocabulary has {1} tokens, at most {2} are possible.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0}: the vocabulary is empty.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0}: the {1} &quot;{2}&quot; is not supported.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0}: the {1} token &quot;{2}&quot; is not in the vocabulary.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>train</name>
    <message>
        <source>All examples have the label &quot;{0}&quot;: there is nothing to tell apart.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An evaluation&apos;s confusion matrix is damaged.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>At step {0} the loss was {1} and the gradient&apos;s norm {2}: training has run away.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a checkpoint to start from.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose another name for the run.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose one of {0}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Did you mean &quot;{0}&quot;?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Evaluating</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lower the maximum length.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading the texts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saving the model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shorten the warm-up or lengthen the run.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Step {0}: validation accuracy {1} %, macro F1 {2} %{3}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopped after step {0} of {1}. The model so far is kept.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Test accuracy {0} %, macro F1 {1} % on {2} texts.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Texts of {0} tokens are asked for, the model reads {1}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The recipe names no model.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The warm-up of {0} steps is longer than the run of {1}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There are no examples to train on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no schedule &quot;{0}&quot;.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try a lower learning rate, a longer warm-up or float32.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Update Espalier.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use data with two labels or more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&quot;{0}&quot; is not of the form key=value.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} can&apos;t be made: {1}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} exists already and is not empty.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} holds no JSON object.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} is damaged: {1}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} is no run: it has no run.json.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} texts to learn from, {1} steps on {2} with {3} threads in {4}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} was written by a newer Espalier (recipe version {1}, this one reads {2}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0}: &quot;{1}&quot; is {2}, expected {3}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0}: there is no key &quot;{1}&quot;.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>training</name>
    <message>
        <source>Epoch {0} of {1} · step {2} of {3} · {4} texts/s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Preparing the run</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ui</name>
    <message>
        <source>Close other programs, or use a smaller batch or a smaller model.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Something unexpected went wrong: {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The computer&apos;s memory is full.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The program&apos;s own file {0} is missing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} holds {1} colours, expected {2}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0}: &quot;{1}&quot; is no colour.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
