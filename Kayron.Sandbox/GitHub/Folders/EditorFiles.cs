namespace Kayron.Sandbox.GitHub.Folders;

/// <summary>Files that editors and desktops put beside the ones a person edits: never part of a commit.</summary>
internal static class EditorFiles
{
    public static bool Ignores(string name) =>
        name is ".git" or ".DS_Store" or "Thumbs.db" or ".idea" or ".vscode"
        || name is "4913" // Vim asks with a file of this name whether it may write into the folder.
        || name.EndsWith('~')
        || name.StartsWith(".#", StringComparison.Ordinal)
        || (name.StartsWith('#') && name.EndsWith('#'))
        || IsVimSwap(name)
        || name.EndsWith(".tmp", StringComparison.OrdinalIgnoreCase)
        || name.EndsWith("___jb_tmp___", StringComparison.Ordinal)
        || name.EndsWith("___jb_old___", StringComparison.Ordinal)
        || name.Contains(".goutputstream-", StringComparison.Ordinal);

    private static bool IsVimSwap(string name)
    {
        var extension = Path.GetExtension(name);
        return name.StartsWith('.') && extension.Length == 4 && extension.StartsWith(".sw", StringComparison.Ordinal);
    }
}
